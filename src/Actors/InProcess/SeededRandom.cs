namespace CoinPilot.Actors.InProcess;

/// <summary>SplitMix64: the same numbers from the same seed on every machine. Not for secrets.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1; <paramref name="limit"/> is at least 1.</summary>
    public long Below(long limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (long)Math.BigMul(NextUInt64(), (ulong)limit, out _);
    }

    /// <summary>32 hexadecimal digits.</summary>
    public string NextId() => $"{NextUInt64():x16}{NextUInt64():x16}";
}
