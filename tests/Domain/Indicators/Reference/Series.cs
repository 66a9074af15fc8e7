namespace CoinPilot.Tests.Indicators.Reference;

/// <summary>
/// Textbook building blocks on whole series, the slow way: every window is added up anew. NaN stands for no value yet. Shares nothing with the product.
/// </summary>
internal static class Series
{
    public static double[] Rolled(double[] x, int n, Func<double[], double> f) =>
        [.. x.Select((_, i) => i + 1 >= n && !x[(i + 1 - n)..(i + 1)].Any(double.IsNaN) ? f(x[(i + 1 - n)..(i + 1)]) : double.NaN)];

    public static double[] Map(double[] x, Func<double, double> f) => [.. x.Select(v => double.IsNaN(v) ? v : f(v))];

    public static double[] Map(double[] x, double[] y, Func<double, double, double> f) =>
        [.. x.Zip(y, (a, b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : f(a, b))];

    public static double[] Sma(double[] x, int n) => Rolled(x, n, w => w.Sum() / n);

    public static double[] Sum(double[] x, int n) => Rolled(x, n, w => w.Sum());

    public static double[] Highest(double[] x, int n) => Rolled(x, n, w => w.Max());

    public static double[] Lowest(double[] x, int n) => Rolled(x, n, w => w.Min());

    public static double[] Wma(double[] x, int n) => Rolled(x, n, w => w.Select((v, i) => (i + 1) * v).Sum() / (n * (n + 1) / 2));

    /// <summary>Begun with the mean of the first n, then weight x value + (1 - weight) x last.</summary>
    public static double[] Smooth(double[] x, int n, double weight)
    {
        double[] result = [.. x.Select(_ => double.NaN)];
        int first = Array.FindIndex(x, v => !double.IsNaN(v));
        if (first < 0)
            return result;
        for (int i = first + n - 1; i < x.Length; i++)
            result[i] = i == first + n - 1 ? x[first..(first + n)].Sum() / n : weight * x[i] + (1 - weight) * result[i - 1];
        return result;
    }

    public static double[] Ema(double[] x, int n) => Smooth(x, n, 2.0 / (n + 1));

    public static double[] Wilder(double[] x, int n) => Smooth(x, n, 1.0 / n);

    public static double[] Before(double[] x, int n) => [.. x.Select((_, i) => i < n ? double.NaN : x[i - n])];

    public static double[] Change(double[] x) => Map(x, Before(x, 1), (a, b) => a - b);

    public static double[] Running(double[] x) => [.. x.Select((_, i) => x[..(i + 1)].Sum())];

    public static double SquaresAround(double[] w, double middle) => w.Sum(v => (v - middle) * (v - middle));

    public static double Population(double[] w) => w.Max() == w.Min() ? 0 : Math.Sqrt(SquaresAround(w, w.Average()) / w.Length);

    public static double[] Rsi(double[] x, int n) => Map(
        Wilder(Map(Change(x), d => Math.Max(d, 0)), n), Wilder(Map(Change(x), d => Math.Max(-d, 0)), n),
        (gain, loss) => loss == 0 ? gain == 0 ? 50 : 100 : 100 - 100 / (1 + gain / loss));

    public static double[][] Stochastic(double[] x, double[] high, double[] low, int n, int smooth, int signal)
    {
        double[] bottom = Lowest(low, n), range = Map(Highest(high, n), bottom, (h, l) => h - l);
        // What rounding alone made is no range.
        double[] raw = Map(Map(x, bottom, (c, l) => c - l), range, (c, r) => r < 1e-9 ? 50 : 100 * c / r);
        double[] k = Sma(raw, smooth);
        return [k, Sma(k, signal)];
    }

    /// <summary>Middle - distance, middle, middle + distance.</summary>
    public static double[][] Around(double[] middle, double[] distance) =>
        [Map(middle, distance, (m, d) => m - d), Map(middle, distance, (m, _) => m), Map(middle, distance, (m, d) => m + d)];
}
