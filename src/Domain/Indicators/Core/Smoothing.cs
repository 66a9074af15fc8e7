using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>
/// s = s + weight x (x - s), begun with the mean of the first n values. With weight 2 / (n + 1) it is the exponential average, with 1 / n
/// Wilder's. Errors fade with the values that brought them.
/// </summary>
internal struct Smoothing(int length, double weight)
{
    private readonly double _weight = weight;
    private readonly int _length = length;
    private int _missing = length;
    private double _value;

    public static Smoothing Exponential(int length) => new(length, 2.0 / (length + 1));

    public static Smoothing Wilder(int length) => new(length, 1.0 / length);

    /// <summary>One that stood at <paramref name="value"/>.</summary>
    public static Smoothing WilderAt(int length, double value) => new(length, 1.0 / length) { _missing = 0, _value = value };

    public readonly bool IsReady => _missing == 0;

    /// <summary>Only where <see cref="IsReady"/>.</summary>
    public readonly double Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_missing == 0)
            _value += _weight * (value - _value);
        else
            Begin(value);
    }

    private void Begin(double value)
    {
        _value += value;
        if (--_missing == 0)
            _value /= _length;
    }
}
