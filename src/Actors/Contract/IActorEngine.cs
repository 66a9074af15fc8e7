using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.Contract;

/// <summary>What hosts actors; the side of the contract that the composition and the edges see.</summary>
public interface IActorEngine : IAsyncDisposable
{
    Timestamp Now { get; }

    /// <summary>Starts a top-level actor. Actors of one <paramref name="partition"/> (a symbol) share one mailbox and one thread at a time.</summary>
    ActorRef Spawn(string partition, string name, Func<IActor> create);

    /// <summary>
    /// As Spawn, but the actor starts at its first message, and rests once it had none for <paramref name="idleAfter"/> (at most twice
    /// that), holds no timer and has no child. The next message starts a fresh instance: only what is journaled survives.
    /// </summary>
    ActorRef SpawnOnDemand(string partition, string name, Func<IActor> create, TimeSpan idleAfter);

    /// <summary>Gives the outside world an address.</summary>
    ActorRef OpenPort(string name, IPort port);

    /// <summary>Sends from outside. Safe from any thread.</summary>
    void Tell(ActorRef to, object message, ActorRef? sender = null);

    /// <summary>
    /// Sends market data from outside. Where the mailbox is full, one trade per actor waits behind it and the newest takes that place;
    /// closed candles and objects are never dropped.
    /// </summary>
    void Tell(ActorRef to, in MarketEvent market);

    /// <summary>Sends a query from outside and gives the reply; fails with <see cref="TimeoutException"/>.</summary>
    Task<TReply> Ask<TReply>(ActorRef to, object query, TimeSpan timeout);

    /// <summary>Who is in quarantine, and why.</summary>
    IReadOnlyList<Quarantined> Quarantines { get; }

    /// <summary>Starts a quarantined actor again; false when there is none at that path.</summary>
    bool LiftQuarantine(string path);

    EngineCounters Counters { get; }
}
