using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.TrickyStrategies;

/// <summary>Looks into a file, as one that knows the future from there would.</summary>
public sealed class Reading : Strategy, IStrategyKind
{
    private readonly bool _isThere = File.Exists("future.csv");

    public static StrategyDescriptor Descriptor { get; } = new("reading", "reads a file", [], _ => new Reading());

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view) => view.IsLong || _isThere ? null : new Intent(IntentKind.Enter, "now");
}
