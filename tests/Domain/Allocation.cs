namespace CoinPilot.Tests;

/// <summary>Measures what a piece of code allocates on this thread.</summary>
internal static class Allocation
{
    /// <summary>Bytes allocated by the second run; the first one pays for compilation and static state.</summary>
    public static long BytesOfSecondRun(Action run)
    {
        run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
