using System.Globalization;
using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Runs;

/// <summary>Trades, recordings and long candles as a backtest's data, and each run again from its record.</summary>
public sealed class DataKindTests : IDisposable
{
    private static readonly string[] Averages = ["--strategy", "ma-cross", "--set", "fast=3", "--set", "slow=8"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _minutes;

    public DataKindTests() => _minutes = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 600);

    private string Data => _folder.In("data");

    [Fact]
    public async Task TradeCsv_OfTheWayInsideCandles_GivesTheResultOfTheCandles()
    {
        string trades = _folder.In("KRW-BTC-trades.csv");
        await File.WriteAllLinesAsync(trades, [TradeCsv.Header, .. PathOf(_minutes).Select((t, i) => string.Create(
            CultureInfo.InvariantCulture, $"{t.Time.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss.ffffff},{t.Price},{t.Quantity},{(t.Taker == Orders.OrderSide.Buy ? "buy" : "sell")},{i + 1}"))]);

        JsonElement ofTrades = await BacktestAsync(["--candles", trades, .. Averages]);
        JsonElement ofCandles = await BacktestAsync(["--candles", _minutes, .. Averages]);

        Assert.Equal(ofCandles.GetProperty("resultHash").GetString(), ofTrades.GetProperty("resultHash").GetString());
        Assert.NotEqual(ofCandles.GetProperty("dataHash").GetString(), ofTrades.GetProperty("dataHash").GetString());
        Assert.True(ofTrades.GetProperty("fills").GetInt64() > 10);
    }

    [Fact]
    public async Task Recording_OfTwoSymbols_IsBacktestedAsBothAndRunAgain()
    {
        Symbol[] symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")];
        string file = _folder.In("session.rec");
        using (RecordingWriter writer = RecordingWriter.Open(file, "a test", symbols, Timestamp.Utc(2025, 9, 1)))
        {
            foreach (Trade trade in PathOf(_minutes))
            {
                writer.AddTrade(0, trade, trade.Time);
                writer.AddTrade(1, trade with { Price = new Price(trade.Price.Units / 10) }, trade.Time);
            }
            writer.Flush();
        }

        JsonElement run = await BacktestAsync(["--candles", file, .. Averages]);

        Assert.Equal(["KRW-BTC", "KRW-ETH"], run.GetProperty("symbols").EnumerateArray().Select(s => s.GetString()));
        Assert.All(run.GetProperty("lines").EnumerateArray(), l => Assert.True(l.GetProperty("fills").GetInt64() > 5));
        await AssertRunsAgainAsync();
    }

    [Fact]
    public async Task LongCandles_WithMinutesUnderAPartOfThem_SayHowManyAndRunAgain()
    {
        Candle[] minutes = [.. CandleCsv.Open(_minutes).Read()];
        string longer = Write("BTC_KRW_5m.csv", minutes.Chunk(5).Select(c => new Candle(
            c[0].OpenTime, c[0].Open, c.Max(m => m.High), c.Min(m => m.Low), c[^1].Close, Quantity.FromUnits(c.Aggregate(Int128.Zero, (sum, m) => sum + m.Volume.Units)))));
        string detail = Write("KRW-BTC-detail.csv", minutes.Take(300));

        JsonElement run = await BacktestAsync(["--candles", longer, "--detail", detail, .. Averages]);

        JsonElement known = run.GetProperty("detail").GetProperty("KRW-BTC");
        Assert.Equal((5, 120, 60), (known.GetProperty("intervalMinutes").GetInt32(), known.GetProperty("candles").GetInt32(), known.GetProperty("known").GetInt32()));
        Assert.True(run.GetProperty("fills").GetInt64() > 5);
        await AssertRunsAgainAsync();
        // Other minutes are other data.
        Write("KRW-BTC-detail.csv", minutes.Take(299));
        (int code, string output, string _) = await CoinPilotProcess.RunAsync("backtest", "rerun", "last", "--data", Data, "--json");
        Assert.Equal(1, code);
        Assert.Contains("has changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_OfModelsAndDetailThatCannotBe_AreRefusedByName()
    {
        foreach ((string[] options, string what) in new (string[], string)[]
        {
            (["--fill", "often"], "--fill: fill 'often' is no model"),
            (["--latency", "fixed:order_ms=x"], "--latency: latency 'fixed': order_ms is 'x'"),
            (["--slippage", "book:depth=1"], "--slippage: slippage 'book' has no 'depth'"),
            (["--detail", _minutes], "--detail has minutes of KRW-BTC, of which there are no longer candles"),
            (["--trade-from", "2025-09-01T00:00:30"], "--trade-from '2025-09-01T00:00:30' is no whole minute"),
            (["--trade-from", "2026-01-01"], "the newest candle is of 2025-09-01"),
        })
        {
            (int code, string _, string errors) = await CoinPilotProcess.RunAsync(["backtest", "--candles", _minutes, .. Averages, "--data", Data, .. options]);
            Assert.Equal(2, code);
            Assert.Contains(what, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Models_OfOptionsAndConfiguration_StandInTheReportAndAreRunAgain()
    {
        string config = _folder.In("c.yaml");
        await File.WriteAllTextAsync(config, "strategies: [{strategy: ma-cross, parameters: {fast: 3, slow: 8}}]\nbacktest: {fill: touch, slippage: \"fixed:bps=12\"}\nrisk: {fee_percent: 0.1}\n");

        JsonElement models = (await BacktestAsync(["--candles", _minutes, "--config", config, "--latency", "none"])).GetProperty("models");

        Assert.Equal(
            ["touch:volume_share=0.25", "fixed:bps=12", "fixed:maker=0.1,taker=0.1", "none"],
            ((string[])["fill", "slippage", "fee", "latency"]).Select(m => models.GetProperty(m).GetString()));
        await AssertRunsAgainAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<Trade> PathOf(string candles)
    {
        Trade[] room = new Trade[CandlePath.MaxTrades];
        return [.. CandleCsv.Open(candles).Read().SelectMany(c => room[..CandlePath.Expand(c, 1, room)].ToArray())];
    }

    private string Write(string name, IEnumerable<Candle> candles)
    {
        using StreamWriter output = new(_folder.In(name));
        CandleCsv.Write(output, candles);
        return _folder.In(name);
    }

    private async Task<JsonElement> BacktestAsync(string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["backtest", .. arguments, "--data", Data, "--json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private async Task AssertRunsAgainAsync()
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync("backtest", "rerun", "last", "--data", Data, "--json");
        Assert.True(code == 0 && JsonDocument.Parse(output).RootElement.GetProperty("reproduced").GetBoolean(), output + errors);
    }
}
