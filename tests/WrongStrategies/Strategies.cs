using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.WrongStrategies;

// Each is wrong in a way of its own; the loader is to say in which.

public abstract class Idle : Strategy
{
    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;
}

public sealed class WithoutKind : Idle;

public sealed class NameOfCapitals : Idle, IStrategyKind
{
    public static StrategyDescriptor Descriptor { get; } = new("Mine", "", [], _ => new NameOfCapitals());
}

public sealed class DefaultOutOfRange : Idle, IStrategyKind
{
    public static StrategyDescriptor Descriptor { get; } = new("out", "", [new("length", 5, 10, 20, IsWhole: true, "")], _ => new DefaultOutOfRange());
}

public sealed class Throwing : Idle, IStrategyKind
{
    public Throwing() => throw new InvalidOperationException("no constructor today");

    public static StrategyDescriptor Descriptor { get; } = new("throwing", "", [], _ => new Throwing());
}

public sealed class Unreadable : Idle, IStrategyKind
{
    public static StrategyDescriptor Descriptor => throw new NotSupportedException("no descriptor today");
}
