using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>The value of n updates ago.</summary>
internal sealed class Lag<T>(int length)
{
    private readonly T[] _ring = new T[length];
    private int _at;
    private int _missing = length;

    /// <summary>Takes the newest value; true when <paramref name="past"/> is the one of n updates before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(T value, out T past)
    {
        past = _ring[_at];
        _ring[_at] = value;
        if (++_at == _ring.Length)
            _at = 0;
        if (_missing == 0)
            return true;
        _missing--;
        return false;
    }
}
