namespace CoinPilot.Indicators;

/// <summary>From -100 to 100, and its exponential average.</summary>
public readonly record struct TrueStrength(double Value, double Signal);

/// <summary>
/// TSI = 100 x EMA(EMA(change, slow), fast) / EMA(EMA(|change|, slow), fast), 0 where nothing moved; signal = EMA of it.
/// Source: William Blau, Stocks and Commodities, November 1991.
/// </summary>
public sealed class TrueStrengthIndex(int slow, int fast, int signal) : IValueIndicator<TrueStrength>
{
    private Smoothing _change = Smoothing.Exponential(Input.Length(slow));
    private Smoothing _changeTwice = Smoothing.Exponential(Input.Length(fast));
    private Smoothing _size = Smoothing.Exponential(slow);
    private Smoothing _sizeTwice = Smoothing.Exponential(fast);
    private Smoothing _signal = Smoothing.Exponential(Input.Length(signal));
    private double _last;
    private double _index;
    private bool _any;

    public int WarmUpBars => slow + fast + signal - 1;

    public void Update(double value)
    {
        Input.Verify(value);
        double change = value - _last;
        _last = value;
        if (_any)
            AddChange(change);
        _any = true;
    }

    public bool TryGet(out TrueStrength value)
    {
        value = new TrueStrength(_index, _signal.Value);
        return _signal.IsReady;
    }

    private void AddChange(double change)
    {
        _change.Add(change);
        _size.Add(Math.Abs(change));
        if (!_change.IsReady)
            return;
        _changeTwice.Add(_change.Value);
        _sizeTwice.Add(_size.Value);
        if (!_changeTwice.IsReady)
            return;
        _index = _sizeTwice.Value > 0 ? 100 * _changeTwice.Value / _sizeTwice.Value : 0;
        _signal.Add(_index);
    }
}
