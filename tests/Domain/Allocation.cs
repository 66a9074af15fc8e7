namespace CoinPilot.Tests;

/// <summary>Measures what a piece of code allocates on this thread.</summary>
internal static class Allocation
{
    private const int MostRuns = 10;

    /// <summary>
    /// The fewest bytes that a run allocates after the first, which pays for compilation and static state. The runtime itself allocates now and
    /// then on this thread, when it compiles a busy method anew; code that allocates does so in every run.
    /// </summary>
    public static long BytesOfWarmRun(Action run)
    {
        run();
        long fewest = long.MaxValue;
        for (int i = 0; i < MostRuns && fewest > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }
}
