using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class RecordTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] Symbols = ["--symbols", "KRW-BTC", "KRW-DOGE", "KRW-SOL"];

    [Theory]
    [InlineData("max")]
    [InlineData("600")]
    public async Task Replay_OfARecordingThatWasKilled_GivesTheSameTradesAgain(string speed)
    {
        using TemporaryFolder folder = new();
        string first = folder.In("first.rec"), again = folder.In("again.rec");
        await using (CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "60", "--data", folder.In("exchange")))
            await RecordUntilAsync(await venue.WaitForLineAsync("exchange "), first, 150, kill: true);
        RecordedEvent[] recorded = TradesOf(first);

        await using CoinPilotProcess replay = CoinPilotProcess.Start("exchange", "--port", "0", "--replay", first, "--speed", speed);
        await RecordUntilAsync(await replay.WaitForLineAsync("exchange "), again, recorded.Length, kill: false);

        Assert.Equal(recorded.Select(e => (e.Symbol, e.Trade with { Time = default })), TradesOf(again).Select(e => (e.Symbol, e.Trade with { Time = default })));
        foreach (IGrouping<Values.Symbol, RecordedEvent> symbol in recorded.GroupBy(e => e.Symbol))
            Assert.Equal(symbol.Select(e => e.Trade), TradesOf(again).Where(e => e.Symbol == symbol.Key).Select(e => e.Trade));
        Assert.All(recorded, e => Assert.True(e.ReceivedAt.IsSet && e.Trade.SequentialId > 10_000));
    }

    [Fact]
    public async Task Replay_OfTradeFiles_StreamsThemWithTheirNumbers()
    {
        using TemporaryFolder folder = new();
        string btc = folder.In("KRW-BTC-trades.csv"), doge = folder.In("KRW-DOGE-trades.csv"), recorded = folder.In("out.rec");
        await File.WriteAllTextAsync(btc, TradeCsv.Header + "\n2025-09-01 00:00:00,150700000,0.5,buy,7001\n2025-09-01 00:00:02,150701000,0.25,sell,7009\n");
        await File.WriteAllTextAsync(doge, TradeCsv.Header + "\n2025-09-01 00:00:01,300,12,sell,41\n");

        await using CoinPilotProcess replay = CoinPilotProcess.Start("exchange", "--port", "0", "--replay", btc, doge, "--speed", "max");
        await RecordUntilAsync(await replay.WaitForLineAsync("exchange "), recorded, 3, kill: false);

        Assert.Equal([("KRW-BTC", 7001L), ("KRW-DOGE", 41L), ("KRW-BTC", 7009L)], TradesOf(recorded).Select(e => (e.Symbol.Code, e.Trade.SequentialId)));
    }

    [Fact]
    public async Task Replay_OfStoredCandles_StartsWithTheRange()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 120), recorded = folder.In("out.rec");
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("candles", "import", file, "--data", folder.Path);
        Assert.True(code == 0, errors);

        await using CoinPilotProcess replay = CoinPilotProcess.Start(
            "exchange", "--port", "0", "--replay", "KRW-BTC", "--candles", folder.Path, "--from", "2025-09-01T01:00", "--to", "2025-09-01T01:30", "--speed", "max");
        await RecordUntilAsync(await replay.WaitForLineAsync("exchange "), recorded, 100, kill: false);

        RecordedEvent[] trades = TradesOf(recorded);
        Assert.Equal(Values.Timestamp.Utc(2025, 9, 1, 1), trades[0].Trade.Time);
        Assert.True(trades[^1].Trade.Time < Values.Timestamp.Utc(2025, 9, 1, 1, 30));
    }

    [Fact]
    public async Task Run_ToldToRecord_WritesWhatItTradedOn()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("run.rec");

        await using CoinPilotProcess run = CoinPilotProcess.Start("run", "--data", folder.Path, "--port", "0", "--record", file);
        await Until.TrueAsync(() => File.Exists(file) && Recording.IsRecording(file) && TradesOf(file).Length >= 20, Limit, () => run.Output + run.Errors);

        Assert.Equal(0, await run.TerminateAsync());
        Assert.Equal(5, Recording.Read(file).Symbols.Count);
    }

    private static async Task RecordUntilAsync(string exchange, string file, int trades, bool kill)
    {
        await using CoinPilotProcess recorder = CoinPilotProcess.Start(["record", "--exchange", exchange, "--out", file, .. Symbols]);
        await Until.TrueAsync(() => File.Exists(file) && Recording.IsRecording(file) && TradesOf(file).Length >= trades && (!kill || HasCandle(file)), Limit, () => recorder.Output + recorder.Errors);
        if (kill)
            await recorder.KillAsync();
        else
            Assert.Equal(0, await recorder.TerminateAsync());
    }

    private static bool HasCandle(string file) => Recording.Read(file).Events.Any(e => e.Kind == RecordedKind.Candle);

    private static RecordedEvent[] TradesOf(string file) => [.. Recording.Read(file).Events.Where(e => e.Kind == RecordedKind.Trade)];
}
