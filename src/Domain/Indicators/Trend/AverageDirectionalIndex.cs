namespace CoinPilot.Indicators;

/// <summary>Each from 0 to 100.</summary>
public readonly record struct DirectionalMovement(double Adx, double PlusDi, double MinusDi);

/// <summary>
/// ADX(n) with +DI and -DI: directional movement and true range smoothed by Wilder, DI = 100 x movement / range,
/// DX = 100 |+DI - -DI| / (+DI + -DI), ADX = Wilder's average of DX; 0 where nothing moved.
/// Source: Wilder, "New Concepts in Technical Trading Systems" (1978).
/// </summary>
public sealed class AverageDirectionalIndex(int length) : IBarIndicator<DirectionalMovement>
{
    private Smoothing _range = Smoothing.Wilder(Input.Length(length));
    private Smoothing _plus = Smoothing.Wilder(length);
    private Smoothing _minus = Smoothing.Wilder(length);
    private Smoothing _index = Smoothing.Wilder(length);
    private TrueRangeStep _step;
    private double _high;
    private double _low;

    public int WarmUpBars => 2 * length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        double up = bar.High - _high, down = _low - bar.Low;
        (_high, _low) = (bar.High, bar.Low);
        if (!_step.Add(bar, out double range))
            return;
        _range.Add(range);
        _plus.Add(up > down ? double.MaxNative(up, 0) : 0);
        _minus.Add(down > up ? double.MaxNative(down, 0) : 0);
        if (!_range.IsReady)
            return;
        double moved = _plus.Value + _minus.Value;
        _index.Add(moved > 0 ? 100 * Math.Abs(_plus.Value - _minus.Value) / moved : 0);
    }

    public bool TryGet(out DirectionalMovement value)
    {
        double scale = _range.Value > 0 ? 100 / _range.Value : 0;
        value = new DirectionalMovement(_index.Value, scale * _plus.Value, scale * _minus.Value);
        return _index.IsReady;
    }
}
