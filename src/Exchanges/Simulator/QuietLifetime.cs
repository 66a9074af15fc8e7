using Microsoft.Extensions.Hosting;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Leaves Ctrl-C and signals to the program that holds the exchange.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
