using Akka.Actor;
using Akka.Hosting;

namespace CoinPilot.Clustering.Node;

/// <summary>Something that a build may add to a node, in a project of its own.</summary>
public interface INodeExtension
{
    /// <summary>True when it finds the other nodes itself, so that neither seed nodes nor contact points are needed.</summary>
    bool FindsNodes => false;

    /// <summary>Called before the actor system is made.</summary>
    void Configure(AkkaConfigurationBuilder akka)
    {
    }

    /// <summary>Called once the node takes part.</summary>
    void Start(ActorSystem system)
    {
    }
}
