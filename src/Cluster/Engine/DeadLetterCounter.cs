using Akka.Actor;
using Akka.Event;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Hears of every message that Akka could not deliver and counts those of our own protocols. Who asks to be told of the end of an actor
/// that has ended already is told at once.
/// </summary>
internal sealed class DeadLetterCounter(ActorSystem system, EngineCounters counters) : MinimalActorRef
{
    public override ActorPath Path { get; } = system.DeadLetters.Path / "counter";

    public override IActorRefProvider Provider { get; } = ((ExtendedActorSystem)system).Provider;

    /// <summary>Counts one, unless nobody would miss it: news of others, and timers, which die with their actor.</summary>
    public void Count(object message)
    {
        switch (message)
        {
            case MarketMessage market:
                counters.CountDeadLetter(MessageName.Of(market.Market.Kind));
                break;
            case Terminated or Restarted or Quarantined or HostSignal:
                break;
            default:
                if (!IsAkkas(message.GetType()))
                    counters.CountDeadLetter(MessageName.Of(message));
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not DeadLetter dead)
            return;
        if (dead.Message is WatchSignal watch)
            watch.TellEnd(dead.Sender);
        else if (dead.Message is MarketBatch batch)
            batch.Drop(this);
        else
            Count(dead.Message);
    }

    private static bool IsAkkas(Type type) => type.Assembly.GetName().Name?.StartsWith(nameof(Akka), StringComparison.Ordinal) == true;
}
