using CoinPilot.Storage.Postgres.Lease;

namespace CoinPilot.App.Clusters;

/// <summary><c>GET /api/cluster</c>, and what <c>coinpilot cluster status --json</c> prints.</summary>
/// <param name="Self">The node that answered; empty where the database alone was asked.</param>
internal sealed record ClusterModel(string Self, string Leader, IReadOnlyList<MemberModel> Members, IReadOnlyList<LeaseModel> Leases);

/// <param name="Symbols">What the member's shard region runs.</param>
internal sealed record MemberModel(string Address, string Status, bool IsReachable, IReadOnlyList<string> Roles, IReadOnlyList<string> Symbols);

/// <summary>A lease of the journal. Its expiry is by the database's clock.</summary>
/// <param name="Node">The number of the node that holds it; 0 when it was given up.</param>
internal sealed record LeaseModel(string Name, long Token, long Node, string Owner, string SinceUtc, string? ExpiresUtc, bool IsHeld)
{
    public static IReadOnlyList<LeaseModel> List(IEnumerable<SymbolLeaseHolder> leases) => [.. leases.Select(l => new LeaseModel(
        l.Name, l.Token, l.Node, $"process {l.ProcessId} on {l.Host}", $"{l.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}",
        l.Expires is { } expires ? $"{expires.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}" : null, l.IsHeld))];
}
