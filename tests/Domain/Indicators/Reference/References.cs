using static CoinPilot.Tests.Indicators.Reference.Series;

namespace CoinPilot.Tests.Indicators.Reference;

/// <summary>Every indicator straight from its formula, a column for each output; parameters in the catalog's order.</summary>
internal static class References
{
    public static IReadOnlyDictionary<string, Func<Columns, double[], double[][]>> All { get; } =
        new Dictionary<string, Func<Columns, double[], double[][]>>(StringComparer.Ordinal)
        {
            ["sma"] = (c, p) => [Sma(c.Close, N(p, 0))],
            ["ema"] = (c, p) => [Ema(c.Close, N(p, 0))],
            ["wma"] = (c, p) => [Wma(c.Close, N(p, 0))],
            ["hma"] = (c, p) => [Wma(Map(Wma(c.Close, N(p, 0) / 2), Wma(c.Close, N(p, 0)), (a, b) => 2 * a - b), (int)Math.Sqrt(p[0]))],
            ["dema"] = (c, p) => [Dema(Ema(c.Close, N(p, 0)), N(p, 0))],
            ["tema"] = (c, p) => [Tema(Ema(c.Close, N(p, 0)), N(p, 0))],
            ["kama"] = (c, p) => [RecursiveReferences.Kama(c.Close, N(p, 0), p[1], p[2])],
            ["alma"] = (c, p) => [Alma(c.Close, N(p, 0), p[1], p[2])],
            ["smma"] = (c, p) => [Wilder(c.Close, N(p, 0))],
            ["vwma"] = (c, p) => [Map(Sum(Map(c.Close, c.Volume, (x, v) => x * v), N(p, 0)), Sum(c.Volume, N(p, 0)), (a, b) => a / b)],
            ["vwap"] = (c, _) => [WindowReferences.DailyVwap(c)],
            ["anchored-vwap"] = (c, _) => [Map(Running(Map(c.Typical, c.Volume, (x, v) => x * v)), Running(c.Volume), (a, b) => a / b)],
            ["rsi"] = (c, p) => [Rsi(c.Close, N(p, 0))],
            ["stoch"] = (c, p) => Stochastic(c.Close, c.High, c.Low, N(p, 0), N(p, 1), N(p, 2)),
            ["stoch-rsi"] = (c, p) => Rsi(c.Close, N(p, 0)) is var r ? Stochastic(r, r, r, N(p, 1), N(p, 2), N(p, 3)) : [],
            ["williams-r"] = (c, p) => [Map(Stochastic(c.Close, c.High, c.Low, N(p, 0), 1, 1)[0], k => k - 100)],
            ["cci"] = (c, p) => [Rolled(c.Typical, N(p, 0), WindowReferences.Cci)],
            ["roc"] = (c, p) => [Map(c.Close, Before(c.Close, N(p, 0)), (a, b) => 100 * (a / b - 1))],
            ["momentum"] = (c, p) => [Map(c.Close, Before(c.Close, N(p, 0)), (a, b) => a - b)],
            ["tsi"] = (c, p) => Signalled(Tsi(c.Close, N(p, 0), N(p, 1)), N(p, 2)),
            ["macd"] = (c, p) => WithHistogram(Map(Ema(c.Close, N(p, 0)), Ema(c.Close, N(p, 1)), (a, b) => a - b), N(p, 2)),
            ["ppo"] = (c, p) => WithHistogram(Map(Ema(c.Close, N(p, 0)), Ema(c.Close, N(p, 1)), (a, b) => 100 * (a / b - 1)), N(p, 2)),
            ["pmo"] = (c, p) => Signalled(Smooth(Map(Smooth(c.Return, N(p, 0), 2 / p[0]), v => 1_000 * v), N(p, 1), 2 / p[1]), N(p, 2)),
            ["awesome"] = (c, p) => [Map(Sma(c.Median, N(p, 0)), Sma(c.Median, N(p, 1)), (a, b) => a - b)],
            ["ultimate"] = (c, p) => [WindowReferences.Ultimate(c, N(p, 0), N(p, 1), N(p, 2))],
            ["connors-rsi"] = (c, p) => [RecursiveReferences.ConnorsRsi(c, N(p, 0), N(p, 1), N(p, 2))],
            ["adx"] = (c, p) => RecursiveReferences.Adx(c, N(p, 0)),
            ["aroon"] = (c, p) => WindowReferences.Aroon(c, N(p, 0)),
            ["vortex"] = (c, p) => WindowReferences.Vortex(c, N(p, 0)),
            ["supertrend"] = (c, p) => RecursiveReferences.SuperTrend(c, N(p, 0), p[1]),
            ["psar"] = (c, p) => RecursiveReferences.ParabolicSar(c, p[0], p[1]),
            ["ichimoku"] = (c, p) => WindowReferences.Ichimoku(c, N(p, 0), N(p, 1), N(p, 2)),
            ["alligator"] = (c, _) => [Before(Wilder(c.Median, 13), 8), Before(Wilder(c.Median, 8), 5), Before(Wilder(c.Median, 5), 3)],
            ["true-range"] = (c, _) => [c.TrueRange],
            ["atr"] = (c, p) => [c.Atr(N(p, 0))],
            ["natr"] = (c, p) => [Map(c.Atr(N(p, 0)), c.Close, (a, x) => 100 * a / x)],
            ["bollinger"] = (c, p) => WindowReferences.Bollinger(c.Close, N(p, 0), p[1]),
            ["keltner"] = (c, p) => Around(Ema(c.Close, N(p, 0)), Map(c.Atr(N(p, 2)), a => p[1] * a)),
            ["donchian"] = (c, p) => Donchian(Lowest(c.Low, N(p, 0)), Highest(c.High, N(p, 0))),
            ["starc"] = (c, p) => Around(Sma(c.Close, N(p, 0)), Map(c.Atr(N(p, 2)), a => p[1] * a)),
            ["chandelier"] = (c, p) =>
            [
                Map(Highest(c.High, N(p, 0)), c.Atr(N(p, 0)), (h, a) => h - p[1] * a),
                Map(Lowest(c.Low, N(p, 0)), c.Atr(N(p, 0)), (l, a) => l + p[1] * a),
            ],
            ["stddev"] = (c, p) => [Rolled(c.Close, N(p, 0), Population)],
            ["historical-volatility"] = (c, p) => [Rolled(c.LogReturn, N(p, 0), w => Math.Sqrt(SquaresAround(w, w.Average()) / (w.Length - 1) * p[1]))],
            ["ewma-volatility"] = (c, p) => [Map(Smooth(Map(c.LogReturn, r => r * r), N(p, 1), 1 - p[0]), Math.Sqrt)],
            ["ulcer"] = (c, p) =>
                [Map(Sma(Map(c.Close, Highest(c.Close, N(p, 0)), (x, h) => 10_000 * (1 - x / h) * (1 - x / h)), N(p, 0)), Math.Sqrt)],
            ["obv"] = (c, _) => [Running([.. Change(c.Close).Select((d, i) => i == 0 ? 0 : Math.Sign(d) * c.Volume[i])])],
            ["adl"] = (c, _) => [Running(c.MoneyFlow)],
            ["cmf"] = (c, p) => [Map(Sum(c.MoneyFlow, N(p, 0)), Sum(c.Volume, N(p, 0)), (f, v) => v == 0 ? 0 : f / v)],
            ["chaikin"] = (c, p) => [Map(Ema(Running(c.MoneyFlow), N(p, 0)), Ema(Running(c.MoneyFlow), N(p, 1)), (a, b) => a - b)],
            ["mfi"] = (c, p) => [WindowReferences.Mfi(c, N(p, 0))],
            ["force"] = (c, p) => [Ema(Map(Change(c.Close), c.Volume, (d, v) => d * v), N(p, 0))],
            ["elder-ray"] = (c, p) => [Map(c.High, Ema(c.Close, N(p, 0)), (h, e) => h - e), Map(c.Low, Ema(c.Close, N(p, 0)), (l, e) => l - e)],
            ["volume-ratio"] = (c, p) => [Map(c.Volume, Sma(c.Volume, N(p, 0)), (v, m) => m == 0 ? 1 : v / m)],
            ["zscore"] = (c, p) => [Rolled(c.Close, N(p, 0), w => w.Max() == w.Min() ? 0 : (w[^1] - w.Average()) / Population(w))],
            ["correlation"] = (c, p) => [WindowReferences.Pair(c, N(p, 0), (xy, xx, yy) => xy / Math.Sqrt(xx * yy))],
            ["beta"] = (c, p) => [WindowReferences.Pair(c, N(p, 0), (xy, _, yy) => xy / yy)],
            ["regression"] = (c, p) => WindowReferences.Regression(c.Close, N(p, 0)),
            ["hurst"] = (c, p) => [WindowReferences.Hurst(c.Close, N(p, 0))],
            ["pivots"] = (c, _) => WindowReferences.Pivots(c),
            ["fractal"] = (c, _) => WindowReferences.Fractals(c),
            ["heikin-ashi"] = (c, _) => RecursiveReferences.HeikinAshi(c),
            ["renko"] = (c, p) => RecursiveReferences.Renko(c.Close, p[0]),
            ["zigzag"] = (c, p) => RecursiveReferences.ZigZag(c, p[0] / 100),
        };

    private static int N(double[] parameters, int index) => (int)parameters[index];

    private static double[] Dema(double[] ema, int n) => Map(ema, Ema(ema, n), (a, b) => 2 * a - b);

    private static double[] Tema(double[] ema, int n) => Map(Map(ema, Ema(ema, n), (a, b) => 3 * a - 3 * b), Ema(Ema(ema, n), n), (ab, c) => ab + c);

    private static double[] Alma(double[] x, int n, double offset, double sigma)
    {
        double[] weights = [.. Enumerable.Range(0, n).Select(i => Math.Exp(-Math.Pow((i - offset * (n - 1)) * sigma / n, 2) / 2))];
        return Rolled(x, n, w => w.Zip(weights, (a, b) => a * b).Sum() / weights.Sum());
    }

    private static double[] Tsi(double[] x, int slow, int fast) => Map(
        Ema(Ema(Change(x), slow), fast), Ema(Ema(Map(Change(x), Math.Abs), slow), fast), (a, b) => b == 0 ? 0 : 100 * a / b);

    private static double[][] Signalled(double[] line, int n) => [line, Ema(line, n)];

    private static double[][] WithHistogram(double[] line, int n) => [line, Ema(line, n), Map(line, Ema(line, n), (a, b) => a - b)];

    private static double[][] Donchian(double[] low, double[] high) => [low, Map(low, high, (l, h) => (l + h) / 2), high];
}
