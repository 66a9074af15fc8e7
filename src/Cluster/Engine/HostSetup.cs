using Akka.Actor;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Clustering.Engine;

/// <summary>What a host is made of.</summary>
/// <param name="Partition">Whose actors run one at a time.</param>
/// <param name="Parent">Null for a top-level actor.</param>
/// <param name="Create">Makes an instance of the actor.</param>
/// <param name="IdleAfter">Null for an actor that starts at once and never rests.</param>
internal sealed record HostSetup(
    AkkaEngine Engine, string Partition, string Path, HostRef? Parent, Func<IActor> Create, TimeSpan? IdleAfter)
{
    /// <summary>How Akka makes the host, behind that address or, for one that Akka starts by itself, behind a new one each time.</summary>
    public Props ToProps(HostRef? address = null) => Props.CreateBy(new HostProducer(this, address))
        .WithDispatcher(Engine.Partitions.DispatcherOf(Partition))
        .WithMailbox(AkkaEngine.MailboxId);

    private sealed class HostProducer(HostSetup setup, HostRef? address) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ActorHost);

        public ActorBase Produce() => new ActorHost(setup, address ?? setup.Engine.Register(new HostRef(setup.Path)));

        public void Release(ActorBase actor)
        {
        }
    }
}
