using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Simulation.Bugs;

/// <summary>An actor behind a tap.</summary>
internal class TappedActor(IActor inner, Tap tap) : IActor
{
    public static IActor Of(IActor actor, Tap tap) =>
        actor is IEventSourced eventSourced ? new TappedEventSourced(eventSourced, tap) : new TappedActor(actor, tap);

    public void Start(IActorContext context) => inner.Start(new TappedContext(context, inner, tap));

    public void Receive(object message, IActorContext context)
    {
        TappedContext tapped = new(context, inner, tap);
        if (tap.OnReceive(message, tapped) is { } seen)
            inner.Receive(seen, tapped);
    }

    public void Receive(in MarketEvent market, IActorContext context) => inner.Receive(market, new TappedContext(context, inner, tap));

    private sealed class TappedEventSourced(IEventSourced inner, Tap tap) : TappedActor(inner, tap), IEventSourced
    {
        private readonly IEventSourced _inner = inner;
        private readonly Tap _tap = tap;

        public string EntityId => _inner.EntityId;

        public void Apply(object @event) => _tap.Apply(_inner, @event);
    }
}
