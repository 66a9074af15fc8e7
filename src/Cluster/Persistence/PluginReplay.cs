using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Persistence;

namespace CoinPilot.Clustering.Persistence;

/// <summary>One replay that a journal plugin of Akka.Persistence was asked for, taken in by the thread that asked.</summary>
internal sealed class PluginReplay(ExtendedActorSystem system) : MinimalActorRef
{
    private readonly BlockingCollection<object> _answers = [];

    public override ActorPath Path { get; } = system.DeadLetters.Path / "replay";

    public override IActorRefProvider Provider => system.Provider;

    /// <summary>The number of the entity's last event; known once all rows were taken.</summary>
    public long Highest { get; private set; }

    /// <summary>Asks for the rows and gives them as they come, in order. Throws <see cref="IOException"/> when the database gives no answer.</summary>
    public IEnumerable<IPersistentRepresentation> Run(IActorRef plugin, string entityId, long from, long to)
    {
        plugin.Tell(new ReplayMessages(from, to, long.MaxValue, entityId, this), this);
        foreach (object answer in _answers.GetConsumingEnumerable())
        {
            switch (answer)
            {
                case ReplayedMessage row:
                    yield return row.Persistent;
                    break;
                case RecoverySuccess end:
                    Highest = end.HighestSequenceNr;
                    yield break;
                case ReplayMessagesFailure failure:
                    throw new IOException($"the journal of {entityId} could not be read: {failure.Cause.Message}", failure.Cause);
                default:
                    break;
            }
        }
    }

    protected override void TellInternal(object message, IActorRef sender) => _answers.Add(message);
}
