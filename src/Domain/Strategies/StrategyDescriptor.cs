namespace CoinPilot.Strategies;

/// <summary>How a strategy is asked for by name.</summary>
/// <param name="Name">Small letters, digits and hyphens, at most <see cref="StrategyChoice.LongestName"/>.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Create">Makes one for a symbol. Throws <see cref="StrategyConfigurationException"/> for settings that do not go together.</param>
public sealed record StrategyDescriptor(
    string Name, string Summary, IReadOnlyList<StrategyParameter> Parameters, Func<StrategySettings, Strategy> Create)
{
    /// <summary>Throws <see cref="StrategyConfigurationException"/> for a name, key, range or default that cannot be.</summary>
    public void Verify()
    {
        if (!StrategyChoice.IsName(Name))
            throw new StrategyConfigurationException($"'{Name}' is no name: 1 to {StrategyChoice.LongestName} small letters, digits and hyphens");
        foreach (StrategyParameter p in Parameters)
        {
            if (!StrategyParameter.IsKey(p.Key))
                throw new StrategyConfigurationException($"'{p.Key}' of '{Name}' is no key: it begins with a small letter, and has letters, digits, underscores and dots");
            if (Parameters.Count(other => other.Key == p.Key) > 1)
                throw new StrategyConfigurationException($"'{p.Key}' of '{Name}' is there twice");
            if (p.Minimum > p.Maximum || p.Default < p.Minimum || p.Default > p.Maximum || (p.IsWhole && !decimal.IsInteger(p.Default)))
                throw new StrategyConfigurationException($"'{p.Key}' of '{Name}' is {p.Default} by default, which is not from {p.Minimum} to {p.Maximum}{(p.IsWhole ? " and whole" : "")}");
        }
    }

    /// <summary>
    /// The strategy with what was given and defaults for the rest; one is made to see that it can be. Throws <see cref="StrategyConfigurationException"/>
    /// for a value that cannot be, and where making it throws.
    /// </summary>
    public StrategyChoice Choose(IReadOnlyDictionary<string, string> given)
    {
        StrategyChoice choice = new(this, StrategySettings.Read(Name, Parameters, given));
        try
        {
            _ = new StrategyFeed(choice.Create());
        }
        catch (Exception wrong) when (wrong is not StrategyConfigurationException)
        {
            throw new StrategyConfigurationException($"'{Name}' cannot be made: {wrong.GetType().Name}: {wrong.Message}");
        }
        return choice;
    }
}
