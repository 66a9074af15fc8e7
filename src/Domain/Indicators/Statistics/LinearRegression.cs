using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>The line of best fit.</summary>
/// <param name="Slope">Change a bar.</param>
/// <param name="Value">The line's height at the newest value.</param>
/// <param name="RSquared">Share of the variance that the line explains, 0 to 1; 0 where nothing moved.</param>
public readonly record struct RegressionLine(double Slope, double Value, double RSquared);

/// <summary>Least squares line through the last n values at places 1 to n: slope = Sxy / Sxx, R2 = Sxy^2 / (Sxx Syy).</summary>
public sealed class LinearRegression(int length) : IValueIndicator<RegressionLine>
{
    private readonly Rolling<double, LineFold> _window = new(Input.Length(length, minimum: 2));
    private readonly double _places = length * ((double)length * length - 1) / 12;

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
    }

    public bool TryGet(out RegressionLine value)
    {
        LineFold window = _window.Value;
        double slope = window.Products / _places;
        value = new RegressionLine(
            slope, window.Mean + slope * (length - 1) / 2, window.Squares > 0 ? Math.Min(slope * window.Products / window.Squares, 1) : 0);
        return _window.IsFull;
    }

    /// <summary><see cref="MomentsFold"/> with products of places and values; the places of two runs lie half their joint length apart.</summary>
    private readonly record struct LineFold(double Count, double Mean, double Squares, double Products) : IFold<LineFold, double>
    {
        public static LineFold Of(double value) => new(1, value, 0, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static LineFold Merge(in LineFold older, in LineFold newer)
        {
            double count = older.Count + newer.Count;
            double share = newer.Count / count, distance = newer.Mean - older.Mean;
            return new LineFold(
                count, older.Mean + distance * share,
                older.Squares + newer.Squares + distance * distance * (older.Count * share),
                older.Products + newer.Products + distance * older.Count * newer.Count / 2);
        }
    }
}
