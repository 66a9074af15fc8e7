using System.Numerics;

namespace CoinPilot.Values;

/// <summary>
/// Random numbers that are the same on every machine for the same seed: xoshiro256** (Blackman and Vigna), seeded by SplitMix64.
/// Not for secrets; one instance serves one thread.
/// </summary>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    public SeededRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>Any 64 bits.</summary>
    public ulong NextULong()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform from 0 up to, not including, 1; 53 random bits.</summary>
    public double NextDouble() => (NextULong() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform from 0 up to, not including, <paramref name="exclusiveMaximum"/>, without bias; throws unless that is positive.</summary>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        ulong range = (ulong)exclusiveMaximum;
        ulong highest = ulong.MaxValue - ulong.MaxValue % range;
        ulong drawn;
        do
            drawn = NextULong();
        while (drawn >= highest);
        return (int)(drawn % range);
    }

    /// <summary>
    /// Near normal, mean 0, standard deviation 1, never beyond 6: the sum of twelve uniform numbers. A logarithm would give true tails,
    /// but its last bit differs between machines; this is exact.
    /// </summary>
    public double NextGaussian()
    {
        ulong sum = 0;
        for (int i = 0; i < 6; i++)
        {
            ulong drawn = NextULong();
            sum += (drawn >> 32) + (drawn & uint.MaxValue);
        }
        return sum * (1.0 / (1UL << 32)) - 6;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
