namespace CoinPilot.Indicators;

/// <summary>
/// Hurst exponent from how the mean square change of log price grows with its lag: m(lag) ~ lag^2H, H = half the least squares slope of ln m on
/// ln lag at lags 1, 2, 4, 8, 16, each mean over the last n changes. 0.5 for a random walk, above for trends, below for reversal. No value
/// where some lag shows no change. Takes values above 0. Source: Di Matteo, Aste and Dacorogna, "Scaling behaviors in differently
/// developed markets", Physica A 324 (2003), q = 2.
/// </summary>
/// <remarks>Uses Math.Log, whose last digit may differ between machines.</remarks>
public sealed class HurstExponent : IValueIndicator<double>
{
    private const int Lags = 5;

    private readonly Lag<double>[] _past = new Lag<double>[Lags];
    private readonly Rolling<double, SumFold>[] _squares = new Rolling<double, SumFold>[Lags];

    /// <param name="length">Changes in each mean, from 2.</param>
    public HurstExponent(int length)
    {
        Input.Length(length, minimum: 2);
        for (int i = 0; i < Lags; i++)
        {
            _past[i] = new Lag<double>(1 << i);
            _squares[i] = new Rolling<double, SumFold>(length);
        }
    }

    public int WarmUpBars => _squares[0].Length + (1 << (Lags - 1));

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        double log = Math.Log(value);
        for (int i = 0; i < Lags; i++)
        {
            if (!_past[i].Add(log, out double past))
                continue;
            _squares[i].Add((log - past) * (log - past));
        }
    }

    /// <summary>Five logarithms: ask only where it is needed.</summary>
    public bool TryGet(out double value)
    {
        value = 0;
        if (!_squares[^1].IsFull)
            return false;
        double slope = 0;
        for (int i = 0; i < Lags; i++)
        {
            double sum = _squares[i].Value.Sum;
            if (sum <= 0)
                return false;
            slope += (i - 2) * Math.Log(sum);
        }
        value = slope / (20 * Math.Log(2));
        return true;
    }
}
