using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>The highest high and lowest low of the last n bars.</summary>
internal sealed class HighLowWindow(int length)
{
    private readonly Rolling<HighLow, RangeFold> _window = new(length);

    public int Length => _window.Length;

    public bool IsFull => _window.IsFull;

    public RangeFold Value => _window.Value;

    /// <summary>Halfway between the two.</summary>
    public double Middle
    {
        get
        {
            RangeFold range = _window.Value;
            return (range.High + range.Low) / 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Bar bar) => _window.Add(new HighLow(bar.High, bar.Low));
}
