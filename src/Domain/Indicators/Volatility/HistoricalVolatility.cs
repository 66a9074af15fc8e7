namespace CoinPilot.Indicators;

/// <summary>
/// Historical volatility: sample standard deviation of the last n logarithmic returns, times the root of the bars in a year; 0.6 is 60 % a year.
/// Takes values above 0.
/// </summary>
/// <param name="barsPerYear">525,600 for minutes, 8,760 for hours, 365 for days of a market that never closes.</param>
/// <remarks>Uses Math.Log, whose last digit may differ between machines.</remarks>
public sealed class HistoricalVolatility(int length, double barsPerYear) : IValueIndicator<double>
{
    private readonly Rolling<double, MomentsFold> _returns = new(Input.Length(length, minimum: 2));
    private readonly double _scale = Math.Sqrt(Input.Range(barsPerYear, 1, 1e9));
    private double _last;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        if (_last != 0)
            _returns.Add(Math.Log(value / _last));
        _last = value;
    }

    public bool TryGet(out double value)
    {
        value = _returns.IsFull ? _scale * _returns.Value.SampleDeviation : 0;
        return _returns.IsFull;
    }
}
