using System.Globalization;
using System.Text.Json;
using CoinPilot.App.Run;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Matching;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Tests.Exchanges.Binance;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.EndToEnd;

public sealed class PaperTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_OnPaperAtBinance_TradesOnItsPricesAndGoesOnAfterARestart()
    {
        using TemporaryFolder folder = new();
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 2_000, 3);

        long fills;
        await using (CoinPilotProcess run = Start(venue, folder))
        {
            fills = await TradeUntilAsync(run, venue, atLeast: 4);
            Assert.Equal(0, await run.TerminateAsync());
        }
        JsonElement first = await AuditRun.RequireCleanAsync(folder.Path);
        await using (CoinPilotProcess again = Start(venue, folder))
        {
            Assert.True(await TradeUntilAsync(again, venue, atLeast: fills + 2) >= fills + 2);
            Assert.Equal(0, await again.TerminateAsync());
        }
        JsonElement second = await AuditRun.RequireCleanAsync(folder.Path);

        Assert.Equal("10000", first.GetProperty("openingCash").GetString());
        Assert.True(second.GetProperty("fills").GetInt64() > first.GetProperty("fills").GetInt64());
        Assert.Equal(await CashInBooksAsync(folder), decimal.Parse(second.GetProperty("cash").GetString()!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Run_OnPaperAtAnUpbitExchange_SendsItNoOrder()
    {
        using TemporaryFolder folder = new();
        await using CoinPilotProcess exchange = CoinPilotProcess.Start("exchange", "--port", "0", "--speed", "600", "--data", folder.In("exchange"));
        string address = await exchange.WaitForLineAsync("exchange ");

        await using CoinPilotProcess run = CoinPilotProcess.Start(
            "run", "--exchange", address, "--paper", "--data", folder.Path, "--port", "0",
            "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3");
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        await run.WaitForLineAsync("trading ");
        await Until.TrueAsync(async () => await FillsAsync(http) >= 5, Limit, () => run.Output + run.Errors);

        using ExchangeView view = new(new Uri(address));
        Assert.Equal(0, await view.OrderCountAsync());
        Assert.Equal(0, await run.TerminateAsync());
        await AuditRun.RequireCleanAsync(folder.Path);
    }

    [Fact]
    public async Task Download_FromBinance_StoresWhatTraded()
    {
        using TemporaryFolder folder = new();
        await using FakeBinance venue = await FakeBinance.StartAsync();
        venue.SetTrades("BTCUSDT", 0, 2_000, 3);
        venue.SetTrades("BTCUSDT", 100, 120, 0);
        venue.Now = 1_500.5;

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(
            "candles", "download", "--venue", "binance", "--exchange", venue.Address.ToString(), "--symbols", "USDT-BTC", "--from", "2025-12-11", "--data", folder.Path);

        Assert.True(code == 0, errors);
        using StoredCandles stored = new CandleStore(folder.In("candles")).Open(new CandleKey("local", Symbol.Parse("USDT-BTC"), 1), CandleStore.Always);
        CandleReport report = CandleReport.OfStore(stored)!;
        Assert.Equal((1_479, 20, 0), (stored.Count, report.MissingKnownEmpty, report.MissingUnknown));
        Assert.Contains("1,499 minutes asked for", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--venue binance", "--paper trades on its prices with play money")]
    [InlineData("--venue nowhere --paper", "exchange.venue is 'nowhere'")]
    [InlineData("--exchange https://api.upbit.com", "--paper that none are")]
    [InlineData("--paper --symbols KRW-BTC USDT-BTC", "one account counts in one currency")]
    [InlineData("--paper --exchange http://127.0.0.1:1 --venue binance --symbols USDT-BTC", "http://127.0.0.1:1")]
    public async Task Run_WhatPaperCannot_SaysSo(string options, string expected)
    {
        using TemporaryFolder folder = new();

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(["run", "--data", folder.Path, "--port", "0", .. options.Split(' ')]);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private static async Task<decimal> CashInBooksAsync(TemporaryFolder folder)
    {
        using ExchangeBooks books = ExchangeBooks.Open(folder.In("paper"), Money.Zero);
        PaperVenue account = new(books, new Dictionary<Symbol, VenueRules> { [Symbol.Parse("USDT-BTC")] = VenueRules.UpbitKrw with { Fee = new FeeRate(1_000) } }, "USDT", TimeProvider.System);
        return (await account.GetBalancesAsync(default))![0].Free.ToDecimal();
    }

    private static CoinPilotProcess Start(FakeBinance venue, TemporaryFolder folder) => CoinPilotProcess.Start(
        "run", "--venue", "binance", "--paper", "--exchange", venue.Address.ToString(), "--symbols", "USDT-BTC", "--cash", "10000", "--data", folder.Path,
        "--port", "0", "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=3");

    // A trade and a closed candle a minute, its minutes as fast as the system takes them.
    private static async Task<long> TradeUntilAsync(CoinPilotProcess run, FakeBinance venue, long atLeast)
    {
        using HttpClient http = new() { BaseAddress = new Uri(await run.WaitForLineAsync("dashboard ")) };
        FakeStream stream = await venue.NextStreamAsync();
        await run.WaitForLineAsync("trading ");
        await run.WaitForLineAsync("market data: connected");
        long fills = 0;
        await Until.TrueAsync(async () =>
        {
            int minute = (int)venue.Now;
            await stream.SendTradeAsync("BTCUSDT", minute + 0.6, minute, $"{FakeBinance.Price(minute)}.01", "0.5", buyerIsMaker: false);
            await stream.SendKlineAsync("BTCUSDT", minute, 3);
            venue.Now = minute + 1.5;
            fills = await FillsAsync(http);
            return fills >= atLeast;
        }, Limit, () => run.Output + run.Errors);
        return fills;
    }

    private static async Task<long> FillsAsync(HttpClient http)
    {
        using JsonDocument status = JsonDocument.Parse(await http.GetStringAsync("api/status"));
        return status.RootElement.GetProperty("fills").GetInt64();
    }
}
