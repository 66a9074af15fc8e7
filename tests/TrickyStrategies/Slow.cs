using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.TrickyStrategies;

/// <summary>Takes its time over every candle, so that a test can end its process in the middle.</summary>
public sealed class Slow(int millis) : Strategy, IStrategyKind
{
    public static StrategyDescriptor Descriptor { get; } = new(
        "slow", "waits", [new StrategyParameter("millis", 5, 0, 3_600_000, IsWhole: true, "per candle")], s => new Slow(s.Whole("millis")));

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        using ManualResetEventSlim never = new();
        never.Wait(millis);
        return null;
    }
}
