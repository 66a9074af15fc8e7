using CoinPilot.Benchmarks.Backtest;
using CoinPilot.Benchmarks.Candles;
using CoinPilot.Benchmarks.Frames;
using CoinPilot.Benchmarks.Indicators;
using CoinPilot.Benchmarks.Journal;
using CoinPilot.Benchmarks.Latency;
using CoinPilot.Benchmarks.Market;
using CoinPilot.Benchmarks.Matching;
using CoinPilot.Benchmarks.Messages;
using CoinPilot.Benchmarks.Risk;

// Each benchmark prints what it measured; a figure is worth what the machine was doing meanwhile, so compare ratios.
Dictionary<string, Action<TextWriter>> benchmarks = new(StringComparer.Ordinal)
{
    ["candles"] = CandleBenchmark.Run,
    ["indicators"] = IndicatorBenchmark.Run,
    ["backtest"] = BacktestBenchmark.Run,
    ["backtest-memory"] = MemoryBenchmark.Run,
    ["messages"] = MessageBenchmark.Run,
    ["journal"] = JournalBenchmark.Run,
    ["postgres"] = PostgresBenchmark.Run,
    ["recovery"] = RecoveryBenchmark.Run,
    ["frames"] = FrameBenchmark.Run,
    ["matching"] = MatchingBenchmark.Run,
    ["market"] = MarketBenchmark.Run,
    ["risk"] = RiskBenchmark.Run,
    ["feed"] = FeedBenchmark.Run,
    ["latency"] = LatencyBenchmark.Run,
#if AKKA
    ["cluster"] = CoinPilot.Benchmarks.Clustering.ClusterBenchmark.Run,
#endif
};
string[] chosen = args.Length > 0 ? args : [.. benchmarks.Keys];
foreach (string unknown in chosen.Where(name => !benchmarks.ContainsKey(name)))
{
    Console.Error.WriteLine($"unknown benchmark '{unknown}'; there are: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
foreach (string name in chosen)
{
    Console.WriteLine($"\n== {name}");
    benchmarks[name](Console.Out);
}
return 0;
