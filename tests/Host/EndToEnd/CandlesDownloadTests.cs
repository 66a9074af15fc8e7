using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.EndToEnd;

public sealed class CandlesDownloadTests
{
    private static readonly CandleKey Key = new("local", Symbol.Parse("KRW-DOGE"), 1);

    // The local exchange makes a candle a second meanwhile, and its rate limits make the download take several.
    [Fact]
    public async Task Download_KilledInTheMiddleAndResumed_HasExactlyTheExchangesCandles()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "60", "--data", folder.In("exchange"));
        string address = await venue.WaitForLineAsync("exchange ");
        CandleStore store = new(folder.In("candles"));
        string[] command = ["candles", "download", "--exchange", address, "--symbols", "KRW-DOGE", "--from", "2020-01-01", "--data", folder.Path];

        await using (CoinPilotProcess first = CoinPilotProcess.Start(command))
        {
            await Until.TrueAsync(() => Count(store) > 1_500, TimeSpan.FromSeconds(60), () => first.Output + first.Errors);
            await first.KillAsync();
        }
        int atKill = Count(store);
        TimeRanges known = Known(store);
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(command);

        Assert.True(code == 0, errors);
        Assert.InRange(atKill, 1_501, 14_000);
        Assert.Single(known.All);
        using StoredCandles stored = store.Open(Key, CandleStore.Always);
        Candle[] exchange = await ExchangeCandlesAsync(address, stored[^1].OpenTime + TimeSpan.FromMinutes(1));
        Assert.Equal(exchange, stored);
        TimeRange complete = Assert.Single(stored.Complete.All);
        Assert.Equal(Timestamp.Utc(2020, 1, 1), complete.From);
        Assert.True(complete.To > stored[^1].OpenTime);
        Assert.Contains("is complete", output, StringComparison.Ordinal);
        CandleReport report = CandleReport.OfStore(stored)!;
        Assert.Equal((0, 0), (report.Defects, report.MissingUnknown));
        Assert.True(report.Gaps.Count > 50, "a market with quiet minutes was meant");
    }

    [Fact]
    public async Task Download_WhileAnotherRuns_NamesIt()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess venue = CoinPilotProcess.Start("exchange", "--port", "0", "--data", folder.In("exchange"));
        string address = await venue.WaitForLineAsync("exchange ");
        using CandleWriter writer = new CandleStore(folder.In("candles")).OpenWriter(Key);

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(
            "candles", "download", "--exchange", address, "--symbols", "KRW-DOGE", "--from", "2020-01-01", "--data", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains($"local/KRW-DOGE/1m are being written by process {Environment.ProcessId}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_UnknownVenue_ListsThoseThereAre()
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("candles", "download", "--venue", "nowhere", "--symbols", "KRW-BTC", "--from", "2025-01-01");

        Assert.Equal(2, code);
        Assert.Contains("--venue 'nowhere' is not one of: upbit, binance", errors, StringComparison.Ordinal);
    }

    private static async Task<Candle[]> ExchangeCandlesAsync(string address, Timestamp before)
    {
        using UpbitRest rest = new(UpbitOptions.For(new Uri(address)), new UpbitCounters());
        return [.. await new UpbitMarketData(rest).GetCandlesAsync(Key.Symbol, before, 1_000_000, CancellationToken.None)];
    }

    private static int Count(CandleStore store)
    {
        using StoredCandles stored = store.Open(Key, CandleStore.Always);
        return stored.Count;
    }

    private static TimeRanges Known(CandleStore store)
    {
        using StoredCandles stored = store.Open(Key, CandleStore.Always);
        return stored.Complete;
    }
}
