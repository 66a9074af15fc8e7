using CoinPilot.App.Cli;
using CoinPilot.App.Run;

namespace CoinPilot.App.Clusters;

/// <summary>The way from <c>run --engine akka</c> into the cluster, in a build that has it.</summary>
internal static class ClusterEntry
{
    /// <summary>Throws <see cref="UsageException"/> for what a cluster cannot do, and in a build without Akka.</summary>
    public static Task<int> RunAsync(RunSettings settings)
    {
        if (settings.IsPaper)
            throw new UsageException("--engine akka does not trade on paper: a paper account is one process's own. Start a local exchange and name it with --exchange");
        if (settings.Standby)
            throw new UsageException("--engine akka needs no --standby: the other nodes take over");
        if (settings.RecordTo is not null)
            throw new UsageException("--engine akka does not record: no node sees the whole market. coinpilot record does");
        if (settings.Cluster.ContactPoints.Count > 0 && settings.Cluster.SeedNodes.Count > 0)
            throw new UsageException("a node is found by --seed-nodes or by --contact-points, not by both");
        if (settings.Cluster.ContactPoints.Count > 0 && settings.Cluster.ManagementPort is null)
            throw new UsageException("--contact-points needs the health endpoint, by which nodes find one another: give --management-port");
#if AKKA
        return Running.ClusterSession.RunAsync(settings);
#else
        throw new UsageException(
            "this build has no cluster: build with -p:Akka=true where the packages of Akka 1.5.30 restore (docs/cluster.md), or run with --engine in-process");
#endif
    }
}
