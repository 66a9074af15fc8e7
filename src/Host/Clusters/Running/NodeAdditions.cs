using CoinPilot.Clustering.Node;

namespace CoinPilot.App.Clusters.Running;

/// <summary>What this build adds to a node: nothing, unless it was told to with -p:Palettes=true or -p:KubernetesDiscovery=true.</summary>
internal static class NodeAdditions
{
    /// <param name="cluster">Nodes that it names need no discovery.</param>
    /// <param name="api">Answers a request of the node's API, for the whole cluster.</param>
    public static IReadOnlyList<INodeExtension> Of(NodeSettings cluster, Func<string, string, Task<(int Status, string Body)>> api)
    {
        List<INodeExtension> extensions = [];
#if PALETTES
        extensions.Add(new Clustering.Palettes.PaletteExtension(api));
#else
        _ = api;
#endif
#if KUBERNETES_DISCOVERY
        if (cluster.SeedNodes.Count == 0 && cluster.ContactPoints.Count == 0)
            extensions.Add(new Clustering.Kubernetes.KubernetesExtension());
#else
        _ = cluster;
#endif
        return extensions;
    }
}
