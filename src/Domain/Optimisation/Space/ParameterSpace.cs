using System.Globalization;
using System.Numerics;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// The combinations of parameters that a search chooses from, of the strategies that run together. A combination is the index of a value for each dimension.
/// </summary>
public sealed class ParameterSpace
{
    private readonly IReadOnlyList<StrategyChoice> _strategies;

    private ParameterSpace(IReadOnlyList<StrategyChoice> strategies, IReadOnlyList<Dimension> dimensions)
    {
        _strategies = strategies;
        Dimensions = dimensions;
        Size = dimensions.Aggregate(BigInteger.One, (size, d) => size * d.Count);
    }

    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>How many combinations there are, those included that the strategies refuse.</summary>
    public BigInteger Size { get; }

    /// <summary>
    /// Reads texts like <c>ma-cross.fast=2..20</c>, <c>grid.width=0.5..5:0.5</c> and <c>turtle.system=1|2</c>; a name alone means all that the parameter's
    /// declaration allows. Throws <see cref="OptimisationException"/>.
    /// </summary>
    public static ParameterSpace Parse(IEnumerable<string> texts, IReadOnlyList<StrategyChoice> strategies)
    {
        Dimension[] dimensions = [.. texts.Select(text => DimensionText.Parse(text, strategies))];
        if (dimensions.Length == 0)
            throw new OptimisationException("nothing is to be varied");
        if (dimensions.GroupBy(d => d.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new OptimisationException($"{twice.Key} is there twice");
        return new ParameterSpace(strategies, dimensions);
    }

    /// <summary>
    /// The space of dimensions as they write themselves, without the strategies: it can tell its trials apart, and not run them. Throws
    /// <see cref="OptimisationException"/> for what is no dimension.
    /// </summary>
    public static ParameterSpace Restore(IEnumerable<string> dimensions) => new([], [.. dimensions.Select(DimensionText.Restore)]);

    /// <summary>The combination of these values by <c>strategy.key</c>; null where it is none of the space.</summary>
    public ValueList<int>? Find(IReadOnlyDictionary<string, string> values)
    {
        int[] indexes = [.. Dimensions.Select(d => values.TryGetValue(d.Name, out string? text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? d.IndexOf(value) : -1)];
        return indexes.Contains(-1) ? null : ValueList<int>.Of(indexes);
    }

    /// <summary>The values of a combination, in the order of the dimensions.</summary>
    public IEnumerable<KeyValuePair<string, decimal>> ValuesOf(ValueList<int> combination) =>
        Dimensions.Select((d, i) => KeyValuePair.Create(d.Name, d[combination[i]]));

    /// <summary>The strategies with those values. Throws <see cref="StrategyConfigurationException"/> where a strategy refuses them.</summary>
    public IReadOnlyList<StrategyChoice> Apply(ValueList<int> combination) => [.. _strategies.Select(strategy => Apply(strategy, combination))];

    /// <summary>Why a strategy refuses the combination, null where none does.</summary>
    public string? RefusalOf(ValueList<int> combination)
    {
        try
        {
            _ = Apply(combination);
            return null;
        }
        catch (StrategyConfigurationException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>The combination of that number, the first dimension changing most slowly; the number is taken modulo <see cref="Size"/>.</summary>
    internal ValueList<int> At(BigInteger number)
    {
        int[] indexes = new int[Dimensions.Count];
        for (int i = indexes.Length - 1; i >= 0; i--)
        {
            number = BigInteger.DivRem(number, Dimensions[i].Count, out BigInteger index);
            indexes[i] = (int)index;
        }
        return ValueList<int>.Of(indexes);
    }

    /// <summary>The inverse of <see cref="At"/>.</summary>
    internal BigInteger NumberOf(ValueList<int> combination) =>
        combination.Select((index, i) => (index, i)).Aggregate(BigInteger.Zero, (number, c) => number * Dimensions[c.i].Count + c.index);

    // A strategy may stand there several times under one name, on different symbols: all of them take the values.
    private StrategyChoice Apply(StrategyChoice strategy, ValueList<int> combination)
    {
        Dictionary<string, string> given = strategy.Settings.Values.ToDictionary(
            v => v.Key, v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        bool isVaried = false;
        for (int i = 0; i < Dimensions.Count; i++)
        {
            if (Dimensions[i].Strategy != strategy.Name)
                continue;
            given[Dimensions[i].Key] = Dimensions[i].TextOf(combination[i]);
            isVaried = true;
        }
        return isVaried ? strategy with { Settings = strategy.Descriptor.Choose(given).Settings } : strategy;
    }
}
