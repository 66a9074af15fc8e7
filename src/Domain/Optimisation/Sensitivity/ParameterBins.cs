namespace CoinPilot.Optimisation;

/// <summary>A dimension's values in a few bins, so that a map of them can be read: at most ten, neighbours together; choices each have their own.</summary>
public sealed class ParameterBins
{
    private const int MostBins = 10;

    private readonly int _values;

    public ParameterBins(Dimension dimension)
    {
        Dimension = dimension;
        _values = dimension.Count;
        Count = dimension.IsOrdered ? Math.Min(MostBins, _values) : _values;
        Labels = [.. Enumerable.Range(0, Count).Select(LabelOf)];
    }

    public Dimension Dimension { get; }

    public int Count { get; }

    /// <summary>The bin's value, or its first and last.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bin that the value of that index is in.</summary>
    public int BinOf(int index) => (int)(((index + 1L) * Count - 1) / _values);

    private int FirstOf(int bin) => (int)((long)bin * _values / Count);

    private string LabelOf(int bin)
    {
        int first = FirstOf(bin), last = FirstOf(bin + 1) - 1;
        return first == last ? Dimension.TextOf(first) : $"{Dimension.TextOf(first)}..{Dimension.TextOf(last)}";
    }
}
