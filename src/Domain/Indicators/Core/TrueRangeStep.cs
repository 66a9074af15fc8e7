using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>max(high, previous close) - min(low, previous close), from the second bar on.</summary>
internal struct TrueRangeStep
{
    private double _close;
    private bool _any;

    /// <summary>One whose newest bar closed at <paramref name="close"/>.</summary>
    public static TrueRangeStep After(double close) => new() { _close = close, _any = true };

    public readonly double Close => _close;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(in Bar bar, out double range)
    {
        double close = _close;
        _close = bar.Close;
        range = double.MaxNative(bar.High, close) - double.MinNative(bar.Low, close);
        if (_any)
            return true;
        _any = true;
        return false;
    }
}
