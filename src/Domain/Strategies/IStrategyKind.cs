namespace CoinPilot.Strategies;

/// <summary>
/// Says how a class of strategies is asked for: its name, its parameters with their ranges, and how it is made. A public class that derives from
/// <see cref="Strategy"/> and has this is found by the loader; the compiler sees to it that nothing is missing.
/// </summary>
public interface IStrategyKind
{
    static abstract StrategyDescriptor Descriptor { get; }
}
