using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>An address that the in-process engines know how to reach.</summary>
internal abstract class InProcessRef(string path) : ActorRef(path)
{
    /// <summary>Takes a message sent on <paramref name="from"/>'s thread, or from outside where that is null.</summary>
    public abstract void Accept(object message, ActorRef sender, Lane? from);

    public virtual void Accept(in MarketEvent market, ActorRef sender, Lane? from) => Accept((object)market, sender, from);

    public static InProcessRef Of(ActorRef address) =>
        address as InProcessRef ?? throw new ArgumentException($"{address} is an address of another engine", nameof(address));
}

/// <summary>Nobody: what is sent here is counted as dead.</summary>
internal sealed class DeadLetterRef(EngineCounters counters) : InProcessRef("dead-letters")
{
    public override void Accept(object message, ActorRef sender, Lane? from) => counters.CountDeadLetter(MessageName.Of(message));
}
