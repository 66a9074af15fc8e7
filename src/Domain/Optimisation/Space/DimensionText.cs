using System.Globalization;
using CoinPilot.Strategies;

namespace CoinPilot.Optimisation;

/// <summary>
/// Reads a dimension: <c>strategy.key=from..to</c>, <c>strategy.key=from..to:step</c>, <c>strategy.key=a|b|c</c>, or <c>strategy.key</c> alone for
/// all that a whole-numbered parameter may be. The strategy's name may be left out where there is only one. Without a step, a whole number goes by 1 and a
/// decimal by its last place as written: 0.30..0.70 goes by 0.01.
/// </summary>
internal static class DimensionText
{
    private const int MostPlaces = 12;

    /// <summary>Throws <see cref="OptimisationException"/> for what is none of these, for an unknown name, and for values that the parameter cannot have.</summary>
    public static Dimension Parse(string text, IReadOnlyList<StrategyChoice> strategies)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        (StrategyChoice strategy, StrategyParameter parameter) = Find((at < 0 ? text : text[..at]).Trim(), strategies);
        Dimension dimension = at < 0 ? Declared(strategy, parameter) : Read(strategy.Name, parameter.Key, parameter.IsWhole, text[(at + 1)..].Trim());
        Verify(dimension, parameter, 0);
        Verify(dimension, parameter, dimension.Count - 1);
        for (int i = 1; i < dimension.Count - 1 && !dimension.IsOrdered; i++)
            Verify(dimension, parameter, i);
        return dimension;
    }

    /// <summary>A dimension as it writes itself, whatever its parameter may be.</summary>
    public static Dimension Restore(string text)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal), at = text.IndexOf('=', StringComparison.Ordinal);
        return dot > 0 && at > dot
            ? Read(text[..dot], text[(dot + 1)..at], isWhole: false, text[(at + 1)..])
            : throw new OptimisationException($"'{text}' is no dimension");
    }

    private static (StrategyChoice Strategy, StrategyParameter Parameter) Find(string name, IReadOnlyList<StrategyChoice> strategies)
    {
        StrategyChoice? strategy = strategies.FirstOrDefault(s => name.StartsWith(s.Name + ".", StringComparison.Ordinal));
        string key = strategy is null ? name : name[(strategy.Name.Length + 1)..];
        strategy ??= strategies.Count == 1 ? strategies[0]
            : throw new OptimisationException($"'{name}' names none of the strategies that run ({string.Join(", ", strategies.Select(s => s.Name))}): write strategy.key");
        return strategy.Descriptor.Parameters.FirstOrDefault(p => p.Key == key) is { } parameter
            ? (strategy, parameter)
            : throw new OptimisationException($"strategy '{strategy.Name}' has no parameter '{key}'; it has: {string.Join(", ", strategy.Descriptor.Parameters.Select(p => p.Key))}");
    }

    private static Dimension Declared(StrategyChoice strategy, StrategyParameter parameter) => parameter.IsWhole
        ? Dimension.Range(strategy.Name, parameter.Key, parameter.Minimum, parameter.Maximum, 1)
        : throw new OptimisationException(
            $"'{strategy.Name}.{parameter.Key}' is a decimal from {parameter.Minimum} to {parameter.Maximum}: say from where to where, like {strategy.Name}.{parameter.Key}=from..to:step");

    private static Dimension Read(string strategy, string key, bool isWhole, string text)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        string name = $"{strategy}.{key}";
        if (dots < 0)
            return Dimension.Choice(strategy, key, [.. text.Split('|').Select(t => Number(name, t))]);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        decimal from = Number(name, text[..dots]);
        decimal to = Number(name, colon < 0 ? text[(dots + 2)..] : text[(dots + 2)..Math.Max(colon, dots + 2)]);
        decimal step = colon >= 0 ? Number(name, text[(colon + 1)..]) : isWhole ? 1 : LastPlace(from, to);
        return isWhole && !decimal.IsInteger(step)
            ? throw new OptimisationException($"{name} is whole: its step cannot be {step}")
            : Dimension.Range(strategy, key, from, to, step);
    }

    private static decimal LastPlace(decimal from, decimal to) => new(1, 0, 0, isNegative: false, Math.Max(from.Scale, to.Scale));

    private static decimal Number(string name, string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value.Scale <= MostPlaces
            ? value
            : throw new OptimisationException($"{name}: '{text.Trim()}' is no number; write {name}=from..to:step or {name}=a|b|c");

    private static void Verify(Dimension dimension, StrategyParameter parameter, int index)
    {
        decimal value = dimension[index];
        if (value < parameter.Minimum || value > parameter.Maximum || (parameter.IsWhole && !decimal.IsInteger(value)))
            throw new OptimisationException(
                $"{dimension.Name}: {value} is out of range, it is a {(parameter.IsWhole ? "whole " : "")}number from {parameter.Minimum} to {parameter.Maximum}");
    }
}
