using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>
/// A fold over the last n values in O(1) amortised: three merges an update. The window is the end of the previous block of n values and
/// the beginning of the current one; ends are folded backwards once a block, the beginning forwards. Nothing is ever taken
/// out again, so rounding cannot accumulate: after any number of updates the result is as exact as a sum over n values.
/// </summary>
/// <remarks>Gil and Werman, "Computing 2-D min, median, and max filters" (1993), for folds other than extremes too.</remarks>
internal sealed class Rolling<TValue, TFold>
    where TFold : struct, IFold<TFold, TValue>
{
    private readonly TValue[] _block;
    private readonly TFold[] _ends;
    private TFold _beginning;
    private int _at;
    private bool _full;

    public Rolling(int length)
    {
        _block = new TValue[length];
        _ends = new TFold[length];
    }

    public int Length => _block.Length;

    /// <summary>False until n values were added.</summary>
    public bool IsFull => _full;

    /// <summary>The fold over the last n values; only where <see cref="IsFull"/>.</summary>
    public TFold Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _at == 0 ? _ends[0] : TFold.Merge(_ends[_at], _beginning);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TValue value)
    {
        _block[_at] = value;
        TFold one = TFold.Of(value);
        _beginning = _at == 0 ? one : TFold.Merge(_beginning, one);
        if (++_at == _block.Length)
            EndBlock();
    }

    private void EndBlock()
    {
        TValue[] block = _block;
        TFold[] ends = _ends;
        TFold end = TFold.Of(block[^1]);
        ends[^1] = end;
        for (int i = block.Length - 2; i >= 0; i--)
        {
            end = TFold.Merge(TFold.Of(block[i]), end);
            ends[i] = end;
        }
        _at = 0;
        _full = true;
    }
}
