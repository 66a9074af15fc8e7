namespace CoinPilot.Tests.Processes;

/// <summary>Waits for a condition, with a limit.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, TimeSpan limit, Func<string> otherwise) =>
        TrueAsync(() => Task.FromResult(condition()), limit, otherwise);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        using CancellationTokenSource end = new(limit);
        using PeriodicTimer timer = new(Interval);
        while (!await condition())
        {
            if (end.IsCancellationRequested)
                throw new TimeoutException($"not within {limit.TotalSeconds:F0} s: {otherwise()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
