using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>A strategy by name with its settings, ready to be made once per symbol.</summary>
public sealed record StrategyChoice(StrategyDescriptor Descriptor, StrategySettings Settings)
{
    /// <summary>The name goes into every client order id, which the venue limits.</summary>
    public const int LongestName = 24;

    /// <summary>Tells it from others of the same kind; null for the kind's own name.</summary>
    public string? Label { get; init; }

    /// <summary>The symbols that it runs on; null for all.</summary>
    public IReadOnlyList<Symbol>? Symbols { get; init; }

    /// <summary>Orders and positions belong to this name; no other strategy of the symbol has it.</summary>
    public string Name => Label ?? Descriptor.Name;

    public bool RunsOn(Symbol symbol) => Symbols?.Contains(symbol) ?? true;

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
