using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.TrickyStrategies;

/// <summary>Throws at its third candle.</summary>
public sealed class Failing : Strategy, IStrategyKind
{
    private int _seen;

    public static StrategyDescriptor Descriptor { get; } = new("failing", "throws", [], _ => new Failing());

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view) =>
        ++_seen > 2 ? throw new InvalidOperationException("three are too many") : null;
}
