namespace CoinPilot.Clustering.Node;

/// <summary>How a node takes part in a cluster.</summary>
public sealed record ClusterNodeOptions
{
    /// <summary>How the node's journal connects: names the node to the database. May hold a password and is never shown.</summary>
    public required string WriterConnectionString { get; init; }

    /// <summary>Every symbol of the cluster, by market code; the same on every node.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Makes a unique id; called on any thread.</summary>
    public required Func<string> NewId { get; init; }

    /// <summary>The interface that other nodes connect to.</summary>
    public string BindHost { get; init; } = "127.0.0.1";

    /// <summary>The port that other nodes connect to.</summary>
    public required int Port { get; init; }

    /// <summary>Host and port by which other nodes know this one, <c>host:port</c>; null for those that it binds.</summary>
    public string? Advertise { get; init; }

    /// <summary>Nodes to join by, <c>host:port</c>, in the same order on every node; the first may begin a cluster. None: this node alone.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    /// <summary>
    /// Instead of seed nodes: management endpoints of the first nodes, <c>host:port</c>, the same on every node. Needs <see cref="ManagementPort"/>.
    /// </summary>
    public IReadOnlyList<string> ContactPoints { get; init; } = [];

    /// <summary>How long the cluster's picture has to stand still before the smaller side of a cut network stops.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The interface of Akka.Management's HTTP endpoint.</summary>
    public string ManagementHost { get; init; } = "127.0.0.1";

    /// <summary>The port of Akka.Management's HTTP endpoint; null for none.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>What this build adds.</summary>
    public IReadOnlyList<INodeExtension> Extensions { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Threads that actors run on.</summary>
    public int? Workers { get; init; }

    /// <summary>How long a symbol that is taken elsewhere is waited for before it is asked for again.</summary>
    public TimeSpan TakeInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
