using static CoinPilot.Tests.Indicators.Reference.Series;

namespace CoinPilot.Tests.Indicators.Reference;

/// <summary>Indicators that follow from their own last value.</summary>
internal static class RecursiveReferences
{
    public static double[] Kama(double[] x, int n, double fast, double slow)
    {
        double[] result = [.. x.Select(_ => double.NaN)];
        double last = x.Length >= n ? x[n - 1] : 0;
        for (int i = n; i < x.Length; i++)
        {
            double path = Enumerable.Range(i - n + 1, n).Sum(j => Math.Abs(x[j] - x[j - 1]));
            double weight = (path == 0 ? 0 : Math.Abs(x[i] - x[i - n]) / path) * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1);
            result[i] = last = weight * weight * x[i] + (1 - weight * weight) * last;
        }
        return result;
    }

    public static double[] ConnorsRsi(Columns c, int a, int b, int n)
    {
        double[] streak = new double[c.Count];
        for (int i = 1; i < c.Count; i++)
        {
            int direction = Math.Sign(c.Close[i] - c.Close[i - 1]);
            streak[i] = direction == 0 ? 0 : Math.Sign(streak[i - 1]) == direction ? streak[i - 1] + direction : direction;
        }
        double[] exact = [.. c.Close.Select((x, i) => i == 0 ? double.NaN : (x - c.Close[i - 1]) / c.Close[i - 1])];
        double[] rank = Rolled(exact, n + 1, w => 100.0 * w[..^1].Count(v => v < w[^1]) / n);
        return Map(Map(Rsi(c.Close, a), Rsi(streak, b), (x, y) => x + y), rank, (xy, z) => (xy + z) / 3);
    }

    public static double[][] Adx(Columns c, int n)
    {
        double[] up = Change(c.High), down = Map(Change(c.Low), d => -d), range = c.Atr(n);
        double[] plus = Wilder(Map(up, down, (u, d) => u > d && u > 0 ? u : 0), n), minus = Wilder(Map(up, down, (u, d) => d > u && d > 0 ? d : 0), n);
        double[] plusDi = Map(plus, range, (m, r) => r == 0 ? 0 : 100 * m / r), minusDi = Map(minus, range, (m, r) => r == 0 ? 0 : 100 * m / r);
        return [Wilder(Map(plusDi, minusDi, (p, m) => p + m == 0 ? 0 : 100 * Math.Abs(p - m) / (p + m)), n), plusDi, minusDi];
    }

    public static double[][] SuperTrend(Columns c, int n, double m)
    {
        double[] line = [.. c.Close.Select(_ => double.NaN)], rising = [.. line];
        double[][] bands = Around(c.Median, Map(c.Atr(n), a => m * a));
        double lower = double.NaN, upper = double.NaN;
        bool up = false;
        for (int i = n; i < c.Count; i++)
        {
            if (i == n)
                (lower, upper, up) = (bands[0][i], bands[2][i], c.Close[i] >= c.Median[i]);
            lower = c.Close[i - 1] < lower ? bands[0][i] : Math.Max(lower, bands[0][i]);
            upper = c.Close[i - 1] > upper ? bands[2][i] : Math.Min(upper, bands[2][i]);
            up = up ? c.Close[i] > lower : c.Close[i] > upper;
            (line[i], rising[i]) = (up ? lower : upper, up ? 1 : 0);
        }
        return [line, rising];
    }

    // Falling is rising with every price mirrored at zero.
    public static double[][] ParabolicSar(Columns c, double step, double limit)
    {
        double[] stop = [.. c.Close.Select(_ => double.NaN)], rising = [.. stop];
        int side = c.Low[0] - c.Low[1] > Math.Max(0, c.High[1] - c.High[0]) ? -1 : 1;
        double Top(int i) => side > 0 ? c.High[i] : -c.Low[i];
        double Bottom(int i) => side > 0 ? c.Low[i] : -c.High[i];
        double sar = Bottom(0), extreme = Top(1), weight = step;
        for (int i = 1; i < c.Count; i++)
        {
            int before = Math.Max(i - 1, 1);
            if (Bottom(i) <= sar)
            {
                double turned = Math.Max(extreme, Math.Max(Top(before), Top(i)));
                side = -side;
                (sar, extreme, weight) = (-turned, Top(i), step);
                (stop[i], rising[i]) = (side * sar, side > 0 ? 1 : 0);
            }
            else
            {
                (stop[i], rising[i]) = (side * sar, side > 0 ? 1 : 0);
                if (Top(i) > extreme)
                    (extreme, weight) = (Top(i), Math.Min(weight + step, limit));
            }
            sar = Math.Min(sar + weight * (extreme - sar), Math.Min(Bottom(before), Bottom(i)));
        }
        return [stop, rising];
    }

    public static double[][] HeikinAshi(Columns c)
    {
        double[] close = [.. c.Bars.Select(b => (b.Open + b.High + b.Low + b.Close) / 4)], open = new double[c.Count];
        for (int i = 0; i < c.Count; i++)
            open[i] = i == 0 ? (c.Open[0] + c.Close[0]) / 2 : (open[i - 1] + close[i - 1]) / 2;
        double[] high = [.. open.Select((o, i) => new[] { o, close[i], c.High[i] }.Max())], low = [.. open.Select((o, i) => new[] { o, close[i], c.Low[i] }.Min())];
        return [open, high, low, close, c.Volume, Map(high, low, (h, l) => (h + l) / 2), Map(Map(high, low, (h, l) => h + l), close, (hl, x) => (hl + x) / 3)];
    }

    // One brick at a time, in whole sizes from the first close.
    public static double[][] Renko(double[] x, double size)
    {
        double[] open = [.. x.Select(_ => double.NaN)], close = [.. open], count = [.. open];
        decimal from = 0, to = 0, brick = (decimal)size;
        for (int i = 0; i < x.Length; i++)
        {
            decimal price = (decimal)x[i] - (decimal)x[0];
            int formed = 0;
            for (; formed >= 0 && price >= Math.Max(from, to) + brick; formed++)
                (from, to) = (Math.Max(from, to), Math.Max(from, to) + brick);
            for (; formed <= 0 && price <= Math.Min(from, to) - brick; formed--)
                (from, to) = (Math.Min(from, to), Math.Min(from, to) - brick);
            if (from != to)
                (open[i], close[i], count[i]) = ((double)((decimal)x[0] + from), (double)((decimal)x[0] + to), formed);
        }
        return [open, close, count];
    }

    // Again a falling leg is a rising one in the mirror; the first leg goes the way that the price first left its beginning by enough.
    public static double[][] ZigZag(Columns c, double share)
    {
        double[][] result = [.. Enumerable.Range(0, 5).Select(_ => c.Close.Select(_ => double.NaN).ToArray())];
        int high = 0, low = 0;
        bool? rising = null;
        for (int i = 1; i < c.Count; i++)
        {
            bool enoughUp = c.High[i] >= c.Low[low] * (1 + share), enoughDown = c.Low[i] <= c.High[high] * (1 - share);
            bool newHigh = c.High[i] > c.High[high], newLow = c.Low[i] < c.Low[low];
            (rising, high, low) = (rising, newHigh, newLow, enoughUp, enoughDown) switch
            {
                (null, _, _, true, _) => (true, i, low),
                (null, _, _, _, true) => (false, high, i),
                (null, _, _, _, _) => (rising, newHigh ? i : high, newLow ? i : low),
                (true, true, _, _, _) => (true, i, low),
                (true, _, _, _, true) => (false, high, i),
                (false, _, true, _, _) => (false, high, i),
                (false, _, _, true, _) => (true, i, low),
                _ => (rising, high, low),
            };
            double[] leg = rising switch
            {
                true => [c.Low[low], i - low, c.High[high], i - high, 1],
                false => [c.High[high], i - high, c.Low[low], i - low, 0],
                _ => [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
            };
            for (int column = 0; column < 5; column++)
                result[column][i] = leg[column];
        }
        return result;
    }
}
