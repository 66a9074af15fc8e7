using System.Runtime.CompilerServices;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Waits for a condition, with a limit.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(3));
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"not within 15 s: {what}");
            }
        }
    }
}
