using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>
/// Wilder's RSI of a series of numbers; the part that several indicators share. Where the price stands still both averages shrink alike, so the
/// value is kept to the last bit: rounding must not look like a move to what is worked out from it.
/// </summary>
internal struct WilderStrength(int length)
{
    private Smoothing _gain = Smoothing.Wilder(length);
    private Smoothing _loss = Smoothing.Wilder(length);
    private double _last;
    private double _strength;
    private bool _any;
    private bool _hasValue;

    /// <summary>All that is needed to go on from here.</summary>
    public readonly StrengthState State => new(_gain.Value, _loss.Value, _last, _strength);

    /// <summary>One that stood there.</summary>
    public static WilderStrength At(int length, StrengthState state) => new(length)
    {
        _gain = Smoothing.WilderAt(length, state.Gain),
        _loss = Smoothing.WilderAt(length, state.Loss),
        _last = state.Last,
        _strength = state.Strength,
        _any = true,
        _hasValue = true,
    };

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
        double gain = _gain.Value, moved = gain + _loss.Value;
        if (!_gain.IsReady || (_hasValue && change == 0 && moved > 0))
            return;
        _strength = moved > 0 ? 100 * gain / moved : 50;
        _hasValue = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGet(out double strength)
    {
        strength = _strength;
        return _hasValue;
    }
}

/// <summary>Where an RSI stands: its averages, the newest number and the value.</summary>
internal readonly record struct StrengthState(double Gain, double Loss, double Last, double Strength);
