using CoinPilot.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace CoinPilot.Tests.Postgres;

/// <summary>The one cluster of this test assembly, started by the first test that needs it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<(PostgresCluster? Cluster, string Reason)> _cluster = new(static () => (PostgresCluster.TryStart(out string reason), reason));

    /// <summary>A new, empty database's connection string; without PostgreSQL on the machine the test is skipped, and says why.</summary>
    public string RequireDatabase()
    {
        if (_cluster.Value.Cluster is { } cluster)
            return cluster.CreateDatabase();
        Assert.Skip(_cluster.Value.Reason);
        return "";
    }

    public void Dispose()
    {
        if (_cluster.IsValueCreated)
            _cluster.Value.Cluster?.Dispose();
    }
}
