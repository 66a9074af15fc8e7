using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace CoinPilot.Clustering.Engine;

/// <summary>The mailbox of the engine's actors, named by <see cref="AkkaEngine.Settings"/>: bounded for trades, which conflate; all else is kept.</summary>
public sealed class ConflatingMailbox(Settings settings, Config config) : MailboxType(settings, config)
{
    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system)
    {
        AkkaEngine engine = EngineLink.Of(system).Engine;
        return new ConflatingMessageQueue(new BoundedQueue(engine.MailboxCapacity, engine.Counters));
    }
}

internal sealed class ConflatingMessageQueue(BoundedQueue queue) : IMessageQueue
{
    public bool HasMessages => queue.Count > 0;

    public int Count => queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => queue.Add(in envelope);

    public bool TryDequeue(out Envelope envelope) => queue.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (queue.TryTake(out Envelope envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
