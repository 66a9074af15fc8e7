using CoinPilot.Values;

namespace CoinPilot.Indicators;

/// <summary>
/// VWAP from an instant on = sum(typical price x volume) / sum(volume) over every bar that opened at or after the anchor;
/// no value before the first trade after it.
/// </summary>
/// <param name="anchor">A bar that opens earlier is passed over; <see cref="Timestamp.None"/> for all bars.</param>
public sealed class AnchoredVwap(Timestamp anchor) : IBarIndicator<double>
{
    private CompensatedSum _values;
    private CompensatedSum _volumes;

    public int WarmUpBars => 1;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        if (bar.OpenTime < anchor)
            return;
        _values.Add(bar.Typical * bar.Volume);
        _volumes.Add(bar.Volume);
    }

    public bool TryGet(out double value)
    {
        value = _values.Value / _volumes.Value;
        return _volumes.Value > 0;
    }
}
