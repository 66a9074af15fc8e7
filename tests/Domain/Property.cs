namespace CoinPilot.Tests;

/// <summary>Runs a property on many seeded generators; a failure names the seed that repeats it.</summary>
internal static class Property
{
    public static void Holds(int runs, Action<Random> property)
    {
        for (int seed = 1; seed <= runs; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"fails with seed {seed}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>A magnitude of up to <paramref name="maxBits"/> bits, small ones as likely as large ones.</summary>
    public static Int128 NextInt128(this Random random, int maxBits)
    {
        int bits = random.Next(maxBits + 1);
        UInt128 value = new(((ulong)random.NextInt64() << 1) ^ (ulong)random.NextInt64(), ((ulong)random.NextInt64() << 1) ^ (ulong)random.NextInt64());
        return bits == 0 ? Int128.Zero : (Int128)(value >> (128 - bits));
    }
}
