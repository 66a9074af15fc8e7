using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>A minute that is played in short gives what it gives at length, where every trade is told to everybody.</summary>
public sealed class ShortcutTests
{
    private static readonly string[] Latencies = ["fixed", "none", "fixed:order_ms=9000,candle_ms=30000", "fixed:order_ms=0,candle_ms=1000", "fixed:order_ms=700,candle_ms=0"];

    private static readonly RiskLimits Nervous = RiskLimits.Default with
    {
        MaxDrawdownPercent = 0.6m, FlattenOnDrawdown = true, DailyEntries = 100, EntryInterval = TimeSpan.Zero, SecondEntry = SecondEntry.Always,
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string strategy in StrategyCatalog.All.Select(d => d.Name).Concat(["guarded", "guarded by timer", "all"]))
            {
                for (int latency = 0; latency < Latencies.Length; latency++)
                    cases.Add(strategy, latency);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backtest_OfRandomMarkets_GivesTheSameInShortAndAtLength(string strategy, int latency)
    {
        StrategyChoice[] choices = strategy switch
        {
            "all" => [.. StrategyCatalog.All.Select(d => QuickSettings.Of(d.Name))],
            "guarded" => [GuardedEntries.Choose()],
            "guarded by timer" => [GuardedEntries.Choose(hasTimer: true)],
            _ => [QuickSettings.Of(strategy)],
        };
        long orders = 0;
        for (ulong seed = 1; seed <= 2; seed++)
        {
            Candle[][] series = [.. Enumerable.Range(0, seed % 2 == 0 ? 3 : 1).Select(i => Thinned(seed * 10 + (ulong)i, 3_300))];
            foreach (RiskLimits limits in (RiskLimits[])[RiskLimits.SizesOnly, Nervous])
            {
                BacktestOptions options = new(Money.Of(TestRun.Cash), choices, limits)
                {
                    Models = new ExecutionModels { Latency = ModelCatalog.Latency.Read(Latencies[latency]), Fill = ModelCatalog.Fill.Read(latency % 2 == 0 ? "through" : "queue:ahead=0.001") },
                };

                TestRun inShort = TestRun.Of(options, series), atLength = TestRun.Of(options, series, alwaysAtLength: true);

                Assert.Equal(atLength.Events, inShort.Events);
                Assert.Equal(atLength.Result, inShort.Result);
                orders += inShort.Result.Orders;
            }
        }
        Assert.True(orders > 2, $"{orders} orders");
    }

    // Whole stretches without a trade, and minutes that only some symbols have.
    private static Candle[] Thinned(ulong seed, int minutes)
    {
        SeededRandom random = new(seed + 1_000);
        return [.. SyntheticSeries.Make(seed, minutes, 1_000 + random.NextInt(80_000)).Where((_, i) => i / 40 % 7 != 3 && random.NextInt(10) > 0)];
    }
}
