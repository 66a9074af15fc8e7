using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>Wilder's RSI of a series of numbers; the part that several indicators share.</summary>
internal struct WilderStrength(int length)
{
    private Smoothing _gain = Smoothing.Wilder(length);
    private Smoothing _loss = Smoothing.Wilder(length);
    private double _last;
    private bool _any;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        double change = value - _last;
        _last = value;
        if (!_any)
        {
            _any = true;
            return;
        }
        _gain.Add(double.MaxNative(change, 0));
        _loss.Add(double.MaxNative(-change, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGet(out double strength)
    {
        double gain = _gain.Value;
        double moved = gain + _loss.Value;
        strength = moved > 0 ? 100 * gain / moved : 50;
        return _gain.IsReady;
    }
}
