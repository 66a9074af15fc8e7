namespace CoinPilot.Strategies;

/// <summary>How a strategy is asked for by name.</summary>
public sealed record StrategyDescriptor(
    string Name, string Summary, IReadOnlyList<StrategyParameter> Parameters, Func<StrategySettings, Strategy> Create);

/// <summary>A strategy by name with its settings, ready to be made once per symbol.</summary>
public sealed record StrategyChoice(StrategyDescriptor Descriptor, StrategySettings Settings)
{
    /// <summary>The name goes into every client order id, which the venue limits.</summary>
    public const int LongestName = 24;

    /// <summary>Tells it from others of the same kind; null for the kind's own name.</summary>
    public string? Label { get; init; }

    /// <summary>Orders and positions belong to this name.</summary>
    public string Name => Label ?? Descriptor.Name;

    /// <summary>Small letters, digits and hyphens.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Throws <see cref="StrategyConfigurationException"/> for a strategy that holds an indicator which repaints.</summary>
    public Strategy Create()
    {
        Strategy strategy = Descriptor.Create(Settings);
        RepaintingIndicators.Refuse(strategy);
        return strategy;
    }
}

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
    public static StrategyChoice Choose(string name, IReadOnlyDictionary<string, string> given)
    {
        StrategyDescriptor descriptor = All.FirstOrDefault(d => d.Name == name)
            ?? throw new StrategyConfigurationException($"unknown strategy '{name}'; there are: {string.Join(", ", All.Select(d => d.Name))}");
        StrategySettings settings = StrategySettings.Read(name, descriptor.Parameters, given);
        StrategyChoice choice = new(descriptor, settings);
        _ = new StrategyFeed(choice.Create());
        return choice;
    }
}
