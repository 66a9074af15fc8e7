using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.Contract;

/// <summary>All that an actor may touch. Valid only inside the call it was passed to, or a Persist continuation.</summary>
public interface IActorContext
{
    ActorRef Self { get; }

    /// <summary>Who sent the message in hand; an address that counts dead letters when nobody did.</summary>
    ActorRef Sender { get; }

    /// <summary>The engine's clock; the time of the message in hand.</summary>
    Timestamp Now { get; }

    /// <summary>Sends without waiting. Messages from one sender to one receiver arrive in order, at most once.</summary>
    void Send(ActorRef to, object message);

    /// <summary>Sends market data; keeps its place among the other messages to the same receiver.</summary>
    void Send(ActorRef to, in MarketEvent market);

    /// <summary>Sends market data to each of them, in their order, none of whom changes the list.</summary>
    void Send(ActorRef[] readers, in MarketEvent market)
    {
        foreach (ActorRef reader in readers)
            Send(reader, in market);
    }

    /// <summary>Sends to <see cref="Sender"/>.</summary>
    void Reply(object message);

    /// <summary>
    /// Journals the events as one atomic batch. Until they are durable further messages to this actor are stashed, in order, and
    /// what the handler sends or replies after this call waits with them. Then each event is applied and <paramref name="then"/> runs.
    /// A failed persist stops the actor and is reported; it never goes on. Event-sourced actors only, one call a message.
    /// </summary>
    void Persist(IReadOnlyList<object> events, Action<IActorContext>? then = null);

    /// <summary>The number of the last event in this actor's journal; 0 when it has none.</summary>
    long JournalSequence { get; }

    /// <summary>Sends <paramref name="message"/> to self once. A timer of the same key is replaced; timers die with their actor.</summary>
    void Schedule(string key, TimeSpan delay, object message);

    /// <summary>As <see cref="Schedule"/>, again and again until cancelled.</summary>
    void SchedulePeriodic(string key, TimeSpan interval, object message);

    /// <summary>Cancels the timer; nothing of it arrives any more. Silent when there is none.</summary>
    void Cancel(string key);

    /// <summary>Asks for a <see cref="Terminated"/> when that actor stops for good or is quarantined.</summary>
    void Watch(ActorRef actor);

    /// <summary>Starts a child under this actor's path, on the same mailbox. The name must be free.</summary>
    ActorRef Spawn(string name, Func<IActor> create);

    /// <summary>Stops a child or self after the message in hand; its timers die and its stash becomes dead letters.</summary>
    void Stop(ActorRef actor);

    /// <summary>A new unique id; deterministic under a seeded engine.</summary>
    string NewId();

    /// <summary>Counts a message that this actor has no use for, by type.</summary>
    void Unhandled(object message);
}
