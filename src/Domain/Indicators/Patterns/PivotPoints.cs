using CoinPilot.MarketData;

namespace CoinPilot.Indicators;

/// <summary>Levels for the whole day, in price.</summary>
public readonly record struct PivotLevels(double Pivot, double Resistance1, double Support1, double Resistance2, double Support2, double Resistance3, double Support3);

/// <summary>
/// Floor pivots of the day before (high H, low L, close C): P = (H + L + C) / 3, R1 = 2P - L, S1 = 2P - H, R2 = P + H - L, S2 = P - (H - L),
/// R3 = H + 2 (P - L), S3 = L - 2 (H - P). A first day that was not seen from its beginning gives none.
/// </summary>
public sealed class PivotPoints(TradingDay day) : IBarIndicator<PivotLevels>
{
    private PivotLevels _levels;
    private double _high;
    private double _low;
    private double _close;
    private long _today = long.MinValue;
    private bool _isWhole;
    private bool _hasValue;

    public int WarmUpBars => 2;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        long today = day.NumberOf(bar.OpenTime);
        if (today != _today)
            BeginDay(bar, today);
        _high = Math.Max(_high, bar.High);
        _low = Math.Min(_low, bar.Low);
        _close = bar.Close;
    }

    public bool TryGet(out PivotLevels value)
    {
        value = _levels;
        return _hasValue;
    }

    private void BeginDay(in Bar bar, long today)
    {
        if (_isWhole)
            SetLevels();
        _isWhole = _today != long.MinValue || bar.OpenTime == day.StartOf(bar.OpenTime);
        (_today, _high, _low) = (today, bar.High, bar.Low);
    }

    private void SetLevels()
    {
        double pivot = (_high + _low + _close) / 3, range = _high - _low;
        _levels = new PivotLevels(
            pivot, 2 * pivot - _low, 2 * pivot - _high, pivot + range, pivot - range, _high + 2 * (pivot - _low), _low - 2 * (_high - pivot));
        _hasValue = true;
    }
}
