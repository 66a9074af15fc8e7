using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Reports;

/// <summary>Reports of backtests: one that was run, and ones whose trades were made up to be awkward.</summary>
internal static class MadeUpReports
{
    /// <summary>What a hostile name would do if it ever became markup.</summary>
    public const string Hostile = "</script><img src=x onerror=\"document.title='owned'\">";

    private static readonly Money Cash = Money.Of(10_000_000);
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);
    private static readonly Symbol[] Symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")];

    /// <summary>A real backtest of a moving-average cross on two days of two symbols.</summary>
    public static async Task<BacktestReport> RunAsync()
    {
        StrategyChoice strategy = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["fast"] = "3", ["slow"] = "8" });
        CandleSeries[] series = [Candles(Symbols[0], 150_000_000, 2 * 1440), Candles(Symbols[1], 6_000_000, 2 * 1440)];
        BacktestOptions options = new(Cash, [strategy], RiskLimits.SizesOnly);
        (BacktestResult result, double seconds) = await BacktestRun.RunAsync(series, options);
        return BacktestReport.Of(result, "data", series, options, seconds);
    }

    /// <summary>Trades that nobody made, one after the other, every second a loss; every fourth with hostile reasons.</summary>
    public static BacktestReport Of(int trades)
    {
        int days = Math.Max(2, trades / 20);
        RoundTrip[] list = [.. Enumerable.Range(0, trades).Select(Trade)];
        EquityPoint[] points = [.. Enumerable.Range(0, 24 * days + 1).Select(hour => new EquityPoint(
            Start + TimeSpan.FromHours(hour), Cash + Money.Of(1000 * (hour % 50)), Money.Of(500_000), Cash - Money.Of(500 * hour)))];
        EquityCurve curve = new(points, 0.01);
        StrategyChoice[] strategies = [.. ((string[])["one", "two"]).Select(name => StrategyCatalog.Choose("buy-and-hold", new Dictionary<string, string>()) with { Label = name })];
        BacktestResult result = new(
            "hash", 10, 2 * trades, 2 * trades, 0, 0, Money.Zero, Cash, curve.End.Equity, 0, 1, Start, curve.End.Time)
        {
            Lines = ValueList<BacktestLine>.Empty,
            Trades = ValueList<RoundTrip>.Of(list),
            Equity = curve,
            Statistics = BacktestStatistics.Of(list, curve),
        };
        CandleSeries[] series = [.. Symbols.Select(s => Candles(s, 1_000, Math.Min(days * 1440, 100_000)))];
        return BacktestReport.Of(result, "data", series, new BacktestOptions(Cash, strategies, RiskLimits.Default), 0.5);
    }

    private static RoundTrip Trade(int i)
    {
        Timestamp at = Start + TimeSpan.FromMinutes(60 * i);
        Quantity quantity = Quantity.Of(1.5m);
        Money bought = Money.Of(1_500), sold = Money.Of(1_500 + (i % 2 == 0 ? 40 + i % 7 : -30 - i % 5));
        string reason = i % 4 == 3 ? $"{Hostile} \"quoted\", and more" : "sells \"high\", at 5";
        return new RoundTrip(
            Symbols[i % 2], i % 4 == 3 ? Hostile : "one", at, at + TimeSpan.FromMinutes(30 + i % 20), quantity, Quantity.Zero, bought, sold, Money.Zero,
            Money.Of(1.25m), Money.Of(0.5m), "buys low", reason,
            ValueList<TradeOrder>.Of([new TradeOrder(OrderSide.Buy, at, quantity, bought), new TradeOrder(OrderSide.Sell, at + TimeSpan.FromMinutes(30), quantity, sold)]));
    }

    private static CandleSeries Candles(Symbol symbol, long price, int minutes)
    {
        List<Candle> candles = [];
        for (int i = 0; i < minutes; i++)
        {
            Price open = Level(price, i), close = Level(price, i + 1);
            candles.Add(new Candle(Start + TimeSpan.FromMinutes(i), open, Price.Max(open, close), Price.Min(open, close), close, Quantity.Of(10)));
        }
        return new CandleSeries(symbol, candles);
    }

    // A triangle of forty minutes, 2 % high.
    private static Price Level(long price, int minute)
    {
        long phase = minute % 40, height = phase < 20 ? phase : 40 - phase;
        return Price.Of(price + price * height / 1_000);
    }
}
