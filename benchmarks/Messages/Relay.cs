using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Benchmarks.Messages;

/// <summary>Passes market data on to the next actor; the last one of a chain only counts.</summary>
internal sealed class Relay(Func<ActorRef?> next) : IActor
{
    private ActorRef? _next;

    public long Received { get; private set; }

    public void Start(IActorContext context) => _next = next();

    public void Receive(object message, IActorContext context) => context.Reply(Received);

    public void Receive(in MarketEvent market, IActorContext context)
    {
        Received++;
        if (_next is not null)
            context.Send(_next, in market);
    }
}

/// <summary>Two of these keep a number of messages going between them until their limit, then say so.</summary>
internal sealed class Rally(long limit, TaskCompletionSource done) : IActor
{
    private long _received;

    public ActorRef? Other { get; set; }

    public void Receive(object message, IActorContext context) => context.Unhandled(message);

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (++_received == limit)
            done.TrySetResult();
        if (_received < limit)
            context.Send(Other!, in market);
    }
}
