using System.Globalization;

namespace CoinPilot.Optimisation;

/// <summary>A parameter of a strategy that a search varies, with the values that it may take: finitely many, each exact.</summary>
public sealed class Dimension
{
    /// <summary>No dimension has more values.</summary>
    public const int MostValues = 1_000_000;

    // Dividing by it takes zeros off the end.
    private const decimal One = 1.0000000000000000000000000000m;

    private readonly decimal _first;
    private readonly decimal _step;
    private readonly decimal[]? _choices;

    private Dimension(string strategy, string key, decimal first, decimal step, decimal[]? choices, int count)
    {
        (Strategy, Key, _first, _step, _choices, Count) = (strategy, key, first, step, choices, count);
    }

    /// <summary>The strategy by the name that its orders bear.</summary>
    public string Strategy { get; }

    public string Key { get; }

    /// <summary><c>strategy.key</c></summary>
    public string Name => $"{Strategy}.{Key}";

    /// <summary>False for choices, between which nothing is near or far.</summary>
    public bool IsOrdered => _choices is null;

    /// <summary>How many values there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>The value of that index, 0 to <see cref="Count"/> less 1.</summary>
    public decimal this[int index] => _choices is null ? _first + index * _step : _choices[index];

    /// <summary>From <paramref name="from"/> to at most <paramref name="to"/>. Throws <see cref="OptimisationException"/> for a range that is none or has too many values.</summary>
    public static Dimension Range(string strategy, string key, decimal from, decimal to, decimal step)
    {
        if (step <= 0 || to < from)
            throw new OptimisationException($"{strategy}.{key}: from {Text(from)} to {Text(to)} by {Text(step)} is no range");
        decimal steps = decimal.Floor((to - from) / step);
        return steps < MostValues
            ? new Dimension(strategy, key, from, step, null, (int)steps + 1)
            : throw new OptimisationException($"{strategy}.{key} has more than {MostValues:N0} values: take a longer step");
    }

    /// <summary>One of these. Throws <see cref="OptimisationException"/> where one stands there twice or there is none.</summary>
    public static Dimension Choice(string strategy, string key, IReadOnlyList<decimal> values)
    {
        if (values.Count == 0 || values.Distinct().Count() < values.Count)
            throw new OptimisationException($"{strategy}.{key}: its choices are not different values");
        return new Dimension(strategy, key, 0, 0, [.. values], values.Count);
    }

    /// <summary>The index of that value; -1 where it is none of them.</summary>
    public int IndexOf(decimal value)
    {
        if (_choices is not null)
            return Array.IndexOf(_choices, value);
        decimal index = (value - _first) / _step;
        return index >= 0 && index < Count && decimal.IsInteger(index) ? (int)index : -1;
    }

    /// <summary>The value as strategies read it.</summary>
    public string TextOf(int index) => Text(this[index]);

    /// <summary>As it is written on the command line.</summary>
    public override string ToString() => _choices is null
        ? $"{Name}={Text(this[0])}..{Text(this[Count - 1])}:{Text(_step)}"
        : $"{Name}={string.Join('|', _choices.Select(Text))}";

    private static string Text(decimal value) => (value / One).ToString(CultureInfo.InvariantCulture);
}
