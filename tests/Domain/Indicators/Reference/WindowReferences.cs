using static CoinPilot.Tests.Indicators.Reference.Series;

namespace CoinPilot.Tests.Indicators.Reference;

/// <summary>Indicators that look at a window of bars, or at a day.</summary>
internal static class WindowReferences
{
    public static double Cci(double[] w)
    {
        if (w.Max() == w.Min())
            return 0;
        double mean = w.Average();
        return (w[^1] - mean) / (0.015 * w.Average(v => Math.Abs(v - mean)));
    }

    public static double[] DailyVwap(Columns c) => [.. c.Bars.Select((bar, i) =>
    {
        var day = c.Bars.Take(i + 1).Where(b => b.OpenTime.ToDateTimeOffset().Date == bar.OpenTime.ToDateTimeOffset().Date).ToList();
        return day.Sum(b => (b.High + b.Low + b.Close) / 3 * b.Volume) / day.Sum(b => b.Volume);
    })];

    public static double[] Ultimate(Columns c, int a, int b, int d)
    {
        double[] pressure = [.. c.Bars.Select((bar, i) => i == 0 ? double.NaN : bar.Close - Math.Min(bar.Low, c.Close[i - 1]))];
        double[] Share(int n) => Map(Sum(pressure, n), Sum(c.TrueRange, n), (p, r) => r == 0 ? 0.5 : p / r);
        return Map(Map(Share(a), Share(b), (x, y) => 4 * x + 2 * y), Share(d), (xy, z) => 100 * (xy + z) / 7);
    }

    public static double[][] Aroon(Columns c, int n)
    {
        double[] up = Rolled(c.High, n + 1, w => 100.0 * Array.LastIndexOf(w, w.Max()) / n);
        double[] down = Rolled(c.Low, n + 1, w => 100.0 * Array.LastIndexOf(w, w.Min()) / n);
        return [up, down, Map(up, down, (a, b) => a - b)];
    }

    public static double[][] Vortex(Columns c, int n)
    {
        double[] Over(double[] moves) => Map(Sum(Map(moves, Math.Abs), n), Sum(c.TrueRange, n), (m, r) => r == 0 ? double.NaN : m / r);
        return [Over(Map(c.High, Before(c.Low, 1), (h, l) => h - l)), Over(Map(c.Low, Before(c.High, 1), (l, h) => l - h))];
    }

    public static double[][] Ichimoku(Columns c, int a, int b, int d)
    {
        double[] Middle(int n) => Map(Highest(c.High, n), Lowest(c.Low, n), (h, l) => (h + l) / 2);
        double[] far = Middle(d), near = Map(Map(Middle(a), Middle(b), (x, y) => (x + y) / 2), far, (x, _) => x);
        return [Middle(a), Middle(b), Before(near, b), Before(far, b), near, far, Before(c.Close, b)];
    }

    public static double[][] Bollinger(double[] x, int n, double m)
    {
        double[][] bands = Around(Sma(x, n), Map(Rolled(x, n, Population), s => m * s));
        double[] width = Map(bands[2], bands[0], (h, l) => h - l);
        double[] percent = Map(Map(x, bands[0], (v, l) => v - l), width, (above, w) => w == 0 ? 0.5 : above / w);
        return [.. bands, percent, Map(width, bands[1], (w, middle) => w / middle)];
    }

    public static double[] Mfi(Columns c, int n)
    {
        double[] flow = Map(c.Typical, c.Volume, (p, v) => p * v);
        // Three times the typical price: a division by 3 could make a difference of nothing.
        double[] change = Change([.. c.Bars.Select(b => b.High + b.Low + b.Close)]);
        double[] up = Sum(Map(change, flow, (d, f) => d > 0 ? f : 0), n), down = Sum(Map(change, flow, (d, f) => d < 0 ? f : 0), n);
        return Map(up, down, (u, d) => d == 0 ? u == 0 ? 50 : 100 : 100 - 100 / (1 + u / d));
    }

    public static double[] Pair(Columns c, int n, Func<double, double, double, double> f) => [.. Enumerable.Range(0, c.Count).Select(i =>
    {
        if (i + 1 < n)
            return double.NaN;
        double[] x = c.Close[(i + 1 - n)..(i + 1)], y = c.Volume[(i + 1 - n)..(i + 1)];
        double mx = x.Average(), my = y.Average();
        double xx = x.Max() == x.Min() ? 0 : SquaresAround(x, mx), yy = y.Max() == y.Min() ? 0 : SquaresAround(y, my);
        double result = f(x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum(), xx, yy);
        return double.IsFinite(result) ? result : double.NaN;
    })];

    public static double[][] Regression(double[] x, int n)
    {
        double[] places = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        double middle = places.Average(), sxx = SquaresAround(places, middle);
        double Products(double[] w) => w.Zip(places, (y, at) => (at - middle) * (y - w.Average())).Sum();
        double[] slope = Rolled(x, n, w => Products(w) / sxx);
        double[] end = Map(Sma(x, n), slope, (m, b) => m + b * (n - middle));
        return [slope, end, Rolled(x, n, w => w.Max() == w.Min() ? 0 : Math.Pow(Products(w), 2) / (sxx * SquaresAround(w, w.Average())))];
    }

    public static double[] Hurst(double[] x, int n)
    {
        int[] lags = [1, 2, 4, 8, 16];
        double[] logs = Map(x, Math.Log), at = [.. lags.Select(l => Math.Log(l))];
        double[][] means = [.. lags.Select(lag => Sma(Map(logs, Before(logs, lag), (a, b) => (a - b) * (a - b)), n))];
        return [.. x.Select((_, i) =>
        {
            double[] y = [.. means.Select(m => m[i] == 0 ? double.NaN : Math.Log(m[i]))];
            return at.Zip(y, (a, b) => (a - at.Average()) * b).Sum() / SquaresAround(at, at.Average()) / 2;
        })];
    }

    public static double[][] Pivots(Columns c)
    {
        double[][] result = [.. Enumerable.Range(0, 7).Select(_ => Map(c.Close, _ => double.NaN))];
        var days = c.Bars.Select((bar, i) => (bar, i)).GroupBy(b => b.bar.OpenTime.ToDateTimeOffset().Date).ToList();
        for (int k = 1; k < days.Count; k++)
        {
            double h = days[k - 1].Max(b => b.bar.High), l = days[k - 1].Min(b => b.bar.Low), close = days[k - 1].Last().bar.Close, p = (h + l + close) / 3;
            double[] levels = [p, 2 * p - l, 2 * p - h, p + h - l, p - h + l, h + 2 * (p - l), l - 2 * (h - p)];
            foreach (var (_, i) in days[k])
            {
                for (int column = 0; column < 7; column++)
                    result[column][i] = levels[column];
            }
        }
        return result;
    }

    /// <summary>Infinity where the bar is none; NaN before the fifth.</summary>
    public static double[][] Fractals(Columns c) =>
    [
        Rolled(c.High, 5, w => w.Where((_, i) => i != 2).All(v => v < w[2]) ? w[2] : double.PositiveInfinity),
        Rolled(c.Low, 5, w => w.Where((_, i) => i != 2).All(v => v > w[2]) ? w[2] : double.PositiveInfinity),
    ];
}
