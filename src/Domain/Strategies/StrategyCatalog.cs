namespace CoinPilot.Strategies;

/// <summary>The strategies that come with CoinPilot.</summary>
public static class StrategyCatalog
{
    public static IReadOnlyList<StrategyDescriptor> All { get; } =
    [
        MovingAverageCross.Descriptor, VolatilityBreakout.Descriptor, Turtle.Descriptor, MeanReversion.Descriptor, Grid.Descriptor, BuyAndHold.Descriptor,
    ];

    /// <summary>Those that run where nobody says which: they need neither long histories nor limits of their own.</summary>
    public static IReadOnlyList<StrategyDescriptor> Usual { get; } = [MovingAverageCross.Descriptor, VolatilityBreakout.Descriptor];

    /// <summary>Throws <see cref="StrategyConfigurationException"/> for a name or key that does not exist and lists those that do.</summary>
    public static StrategyChoice Choose(string name, IReadOnlyDictionary<string, string> given) => Choose(All, name, given);

    /// <summary>The same, of strategies that may come from elsewhere.</summary>
    public static StrategyChoice Choose(IReadOnlyList<StrategyDescriptor> among, string name, IReadOnlyDictionary<string, string> given)
    {
        StrategyDescriptor descriptor = among.FirstOrDefault(d => d.Name == name)
            ?? throw new StrategyConfigurationException($"unknown strategy '{name}'; there are: {string.Join(", ", among.Select(d => d.Name))}");
        return descriptor.Choose(given);
    }
}
