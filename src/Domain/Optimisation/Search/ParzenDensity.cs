using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// How likely each index of a dimension is, after some observed ones: a mixture of an even distribution and one kernel around each observation. Of an
/// ordered dimension a kernel is a triangle as wide as the observation's neighbours are far; of choices it is the observation itself.
/// </summary>
internal sealed class ParzenDensity
{
    private readonly Dimension _dimension;
    private readonly int[] _observed;
    private readonly double[] _widths;

    public ParzenDensity(Dimension dimension, int[] observed)
    {
        _dimension = dimension;
        _observed = observed;
        Array.Sort(_observed);
        _widths = dimension.IsOrdered ? [.. Enumerable.Range(0, observed.Length).Select(WidthOf)] : [];
    }

    /// <summary>The probability of that index, above 0.</summary>
    public double At(int index)
    {
        double sum = 1.0 / _dimension.Count;
        for (int i = 0; i < _observed.Length; i++)
            sum += _dimension.IsOrdered ? MassOf(i, index) : _observed[i] == index ? 1 : 0;
        return sum / (_observed.Length + 1);
    }

    /// <summary>An index, drawn from the mixture.</summary>
    public int Draw(SeededRandom random)
    {
        int kernel = random.NextInt(_observed.Length + 1);
        if (kernel == _observed.Length)
            return random.NextInt(_dimension.Count);
        if (!_dimension.IsOrdered)
            return _observed[kernel];
        while (true)
        {
            // The sum of two even numbers has a triangle for its density.
            double drawn = _observed[kernel] + _widths[kernel] * (random.NextDouble() + random.NextDouble() - 1);
            int index = (int)Math.Round(drawn, MidpointRounding.AwayFromZero);
            if (index >= 0 && index < _dimension.Count)
                return index;
        }
    }

    // The farther neighbour's distance, the ends of the range being neighbours too (Bergstra et al., section 4); narrower with more
    // observations at least as 1/n of the range, and never so narrow that only the observation itself is left.
    private double WidthOf(int i)
    {
        double below = i == 0 ? -0.5 : _observed[i - 1], above = i == _observed.Length - 1 ? _dimension.Count - 0.5 : _observed[i + 1];
        double farther = Math.Max(_observed[i] - below, above - _observed[i]);
        double narrowest = Math.Max(1.5, (double)_dimension.Count / Math.Min(100, _observed.Length + 1));
        return Math.Min(Math.Max(farther, narrowest), Math.Max(1.5, _dimension.Count));
    }

    // What of the triangle lies nearest to the index, of what of it lies in the range.
    private double MassOf(int i, int index)
    {
        double inside = Below(i, _dimension.Count - 0.5) - Below(i, -0.5);
        return (Below(i, index + 0.5) - Below(i, index - 0.5)) / inside;
    }

    private double Below(int i, double x)
    {
        double t = (x - _observed[i]) / _widths[i];
        return t <= -1 ? 0 : t >= 1 ? 1 : t < 0 ? (1 + t) * (1 + t) / 2 : 1 - (1 - t) * (1 - t) / 2;
    }
}
