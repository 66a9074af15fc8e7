using CoinPilot.Tests.Postgres;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>A server with TimescaleDB loaded. Its jobs run only when a test calls them: none comes in between.</summary>
public sealed class TimescaleServer : IDisposable
{
    private readonly PostgresCluster? _cluster;
    private readonly string _reason;

    public TimescaleServer() => _cluster = PostgresCluster.TryStartWith(
        "timescaledb", out _reason, "timescaledb.max_background_workers=0", "timescaledb.telemetry_level=off");

    /// <summary>A new database without the extension's objects, which a test makes when it wants them; skips where there is none to make.</summary>
    public string RequireDatabase()
    {
        Assert.SkipWhen(_cluster is null, _reason);
        return _cluster.CreateDatabase();
    }

    public void Dispose() => _cluster?.Dispose();
}
