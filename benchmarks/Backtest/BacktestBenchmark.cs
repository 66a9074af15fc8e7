using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Backtest;

/// <summary>
/// One-minute candles and ticks a second through the production actors: matching, fills, fees and a journal in memory, under the models and limits that are in
/// force unless told otherwise. Best of several rounds, by the time that the process was given: others may want the core as well.
/// </summary>
internal static class BacktestBenchmark
{
    private const int Rounds = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly (string Name, string[] Strategies)[] Loads =
    [
        ("no strategy", []),
        ("one strategy", ["ma-cross:60"]),
        ("four strategies", ["ma-cross:60", "ma-cross:30", "ma-cross:120", "ma-cross:240"]),
        ("one that acts on trades", ["volatility-breakout"]),
        ("four that act on trades", ["volatility-breakout", "turtle", "mean-reversion", "grid"]),
    ];

    public static void Run(TextWriter output)
    {
        Candle[] year = MadeUpMarket.Candles(1, 525_600);
        (Candle[] Candles, Trade[] Trades) ticks = TradeTape.MinutesOf(MadeUpMarket.Ticks(year.AsSpan(0, 50_000)));
        output.WriteLine($"{year.Length:N0} candles, then {ticks.Trades.Length:N0} ticks in {ticks.Candles.Length:N0} minutes");
        foreach ((string name, string[] strategies) in Loads)
        {
            Figure best = Best(() => Measure(strategies, () => new CandleTape(year), year.Length));
            output.WriteLine($"{name,-24} {best.PerSecond,14:N0} candles/s  {best.Bytes,9:N2} bytes/candle  {best.Orders,6:N0} orders in a year");
        }
        foreach ((string name, string[] strategies) in Loads)
        {
            Figure best = Best(() => Measure(strategies, () => new TradeTape(ticks.Candles, ticks.Trades), ticks.Trades.Length));
            output.WriteLine($"{name,-24} {best.PerSecond,14:N0} ticks/s    {best.Bytes,9:N2} bytes/tick");
        }
        foreach ((string name, string[] strategies) in Loads[1..3])
            Scale(output, name, strategies, year);
    }

    private static Figure Best(Func<Figure> measure)
    {
        // A round without strategies is over before the compiler has looked at it twice.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            measure();
        return Enumerable.Range(0, Rounds).Select(_ => measure()).MaxBy(f => f.PerSecond);
    }

    private static Figure Measure(string[] strategies, Func<MinuteTape> tape, int count)
    {
        BacktestSession session = Session(strategies, tape());
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double seconds = Seconds(() => session.Play());
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new Figure(count / seconds, bytes / (double)count, session.Result().Orders);
    }

    // Two runs at once over the same candles, against one alone.
    private static void Scale(TextWriter output, string name, string[] strategies, Candle[] year)
    {
        double One() => WallSeconds(() => Session(strategies, new CandleTape(year)).Play());
        double Two() => WallSeconds(() => Parallel.For(0, 2, _ => Session(strategies, new CandleTape(year)).Play()));
        One();
        Two();
        double one = Enumerable.Range(0, Rounds).Min(_ => One()), two = Enumerable.Range(0, Rounds).Min(_ => Two());
        output.WriteLine($"{name,-24} two runs on {Environment.ProcessorCount} cores do {2 * one / two:F2} times one's work");
    }

    private static double Seconds(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static double WallSeconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static BacktestSession Session(string[] strategies, MinuteTape tape)
    {
        BacktestOptions options = new(Money.Of(10_000_000), [.. strategies.Select(Choose)], RiskLimits.Default);
        BacktestSession session = new(options, new EventCodec(), MadeUpMarket.Start);
        session.AddSymbol(Symbol.Parse("KRW-BTC"), tape);
        return session;
    }

    // Bars of an hour or so: an order every few hundred candles, as in use, so that the candle path is measured and not the order path.
    private static StrategyChoice Choose(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 1
            ? StrategyCatalog.Choose(text, new Dictionary<string, string>(StringComparer.Ordinal))
            : StrategyCatalog.Choose(parts[0], new Dictionary<string, string>(StringComparer.Ordinal) { ["minutes"] = parts[1] }) with { Label = text.Replace(':', '-') };
    }

    private readonly record struct Figure(double PerSecond, double Bytes, long Orders);
}
