namespace CoinPilot.Clustering.Node;

/// <summary>The cluster as a node sees it.</summary>
/// <param name="Self">This node's address.</param>
/// <param name="Leader">The member that acts for all; empty while there is none.</param>
public sealed record ClusterPicture(string Self, string Leader, IReadOnlyList<ClusterMember> Members);

/// <summary>A member of the cluster.</summary>
/// <param name="Address"><c>host:port</c>.</param>
/// <param name="Status">Joining, Up, Leaving, Exiting or Down.</param>
/// <param name="Symbols">What its shard region runs; empty where it did not answer.</param>
public sealed record ClusterMember(string Address, string Status, bool IsReachable, IReadOnlyList<string> Roles, IReadOnlyList<string> Symbols);
