using CoinPilot.MarketData;

namespace CoinPilot.Indicators;

/// <summary>
/// VWAP of the day so far = sum(typical price x volume) / sum(volume) since the day began; no value before the day's first trade, nor on a first day
/// that was not seen from its beginning.
/// </summary>
public sealed class SessionVwap(TradingDay day) : IBarIndicator<double>
{
    private CompensatedSum _values;
    private CompensatedSum _volumes;
    private long _today = long.MinValue;
    private bool _isWhole;

    public int WarmUpBars => 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        long today = day.NumberOf(bar.OpenTime);
        if (today != _today)
        {
            _isWhole = _today != long.MinValue || bar.OpenTime == day.StartOf(bar.OpenTime);
            (_values, _volumes, _today) = (default, default, today);
        }
        _values.Add(bar.Typical * bar.Volume);
        _volumes.Add(bar.Volume);
    }

    public bool TryGet(out double value)
    {
        value = _values.Value / _volumes.Value;
        return _isWhole && _volumes.Value > 0;
    }
}
