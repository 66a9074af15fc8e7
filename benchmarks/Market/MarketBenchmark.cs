using System.Diagnostics;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Market;

/// <summary>How much faster than real time one core carries the made-up market through the exchange's floor: trades, candles, tickers and books kept, nobody listening.</summary>
internal static class MarketBenchmark
{
    private static readonly Timestamp Opening = Timestamp.Utc(2025, 9, 1, 12);

    public static void Run(TextWriter output)
    {
        foreach (int symbols in (int[])[5, 200, 2_000])
            Measure(output, symbols);
    }

    private static void Measure(TextWriter output, int symbols)
    {
        TimeSpan span = TimeSpan.FromMinutes(20_000.0 / symbols);
        SyntheticMarket market = new(1, SyntheticSymbol.Many(symbols, 1), Opening, historyMinutes: 60);
        using TradingFloor floor = new(new LocalExchangeOptions { Source = market });
        long began = Stopwatch.GetTimestamp();
        lock (floor.Gate)
        {
            while (!floor.Advance(Opening + span, int.MaxValue))
            {
            }
        }
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{symbols,5} symbols{floor.TradeCount / took.TotalSeconds,14:N0} trades/s{span / took,12:N0} times real speed");
    }
}
