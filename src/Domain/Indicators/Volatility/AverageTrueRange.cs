namespace CoinPilot.Indicators;

/// <summary>
/// ATR(n): Wilder's average of the true range, in price, begun with the mean of the first n. Source: Wilder,
/// "New Concepts in Technical Trading Systems" (1978).
/// </summary>
public sealed class AverageTrueRange(int length) : IBarIndicator<double>
{
    private RangeAverage _range = new(Input.Length(length));

    /// <summary>The close of the newest bar: with the value all that is needed to go on from here.</summary>
    internal double Close => _range.Close;

    public int WarmUpBars => length + 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _range.Add(bar);
    }

    /// <summary>Goes on from where one of the same length stood.</summary>
    internal void Restore(double value, double close) => _range = RangeAverage.At(length, value, close);

    public bool TryGet(out double value)
    {
        value = _range.Value;
        return _range.IsReady;
    }
}
