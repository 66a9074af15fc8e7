using Akka.Actor;
using CoinPilot.Clustering.Node;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Cluster.Sharding;
using Petabridge.Cmd.Host;

namespace CoinPilot.Clustering.Palettes;

/// <summary>A Petabridge.Cmd host in a node, with the palettes of the cluster, of sharding and of CoinPilot. It listens where its own settings say.</summary>
/// <param name="api">Answers a request of the node's API, for the whole cluster: method and path; status code and JSON.</param>
public sealed class PaletteExtension(Func<string, string, Task<(int Status, string Body)>> api) : INodeExtension
{
    public void Start(ActorSystem system)
    {
        PetabridgeCmd shell = PetabridgeCmd.Get(system);
        shell.RegisterCommandPalette(ClusterCommands.Instance);
        shell.RegisterCommandPalette(ClusterShardingCommands.Instance);
        shell.RegisterCommandPalette(new CoinPilotCommands(api));
        shell.Start();
    }
}
