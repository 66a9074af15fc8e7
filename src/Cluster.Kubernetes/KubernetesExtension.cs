using Akka.Discovery.KubernetesApi;
using Akka.Hosting;
using Akka.Management.Cluster.Bootstrap;
using CoinPilot.Clustering.Node;

namespace CoinPilot.Clustering.Kubernetes;

/// <summary>
/// Finds the other nodes by asking the API of Kubernetes for pods of a label; the pod's service account needs the right to list them. Of use where pods
/// have no stable names.
/// </summary>
/// <param name="podLabelSelector">As Kubernetes writes selectors.</param>
/// <param name="first">How many pods have to be found, and answer, before a cluster begins; 1 or more.</param>
public sealed class KubernetesExtension(string podLabelSelector = "app.kubernetes.io/name=coinpilot", int first = 3) : INodeExtension
{
    public bool FindsNodes => true;

    public void Configure(AkkaConfigurationBuilder akka) => akka
        .WithClusterBootstrap("coinpilot", portName: "management", requiredContactPoints: first, autoStart: false)
        .WithKubernetesDiscovery(podLabelSelector);
}
