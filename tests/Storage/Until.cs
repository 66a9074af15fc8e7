namespace CoinPilot.Tests.Storage;

/// <summary>Waits for a condition, with a limit.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>Fails when the condition breaks within a tenth of a second.</summary>
    public static async Task StaysAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (int i = 0; i < 50; i++)
        {
            Assert.True(condition());
            await timer.WaitForNextTickAsync();
        }
    }
}
