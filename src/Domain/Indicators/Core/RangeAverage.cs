using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>Wilder's average of the true range; the part that several indicators share.</summary>
internal struct RangeAverage(int length)
{
    private Smoothing _average = Smoothing.Wilder(length);
    private TrueRangeStep _step;

    /// <summary>One that stood at <paramref name="value"/> when a bar closed at <paramref name="close"/>.</summary>
    public static RangeAverage At(int length, double value, double close) =>
        new(length) { _average = Smoothing.WilderAt(length, value), _step = TrueRangeStep.After(close) };

    public readonly double Close => _step.Close;

    public readonly bool IsReady => _average.IsReady;

    public readonly double Value => _average.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Bar bar)
    {
        if (_step.Add(bar, out double range))
            _average.Add(range);
    }
}
