namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>How a node's leases are kept.</summary>
/// <param name="ConnectionString">Of Npgsql; may hold a password and is never shown.</param>
/// <param name="Time">Only to notice that this process stood still; the leases' times are the database's.</param>
/// <param name="NewId">Gives the id that a new journal is born with.</param>
public sealed record SymbolLeaseOptions(string ConnectionString, TimeProvider Time, Func<string> NewId)
{
    /// <summary>How long a lease lives without renewal. Renewed four times as often.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(8);
}
