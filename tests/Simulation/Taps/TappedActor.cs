using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Simulation.Taps;

/// <summary>An actor behind a tap.</summary>
internal class TappedActor(IActor inner, Tap tap) : IActor
{
    private TappedContext? _context;

    public static IActor Of(IActor actor, Tap tap) =>
        actor is IEventSourced eventSourced ? new TappedEventSourced(eventSourced, tap) : new TappedActor(actor, tap);

    public void Start(IActorContext context)
    {
        TappedContext tapped = Tapped(context);
        inner.Start(tapped);
        tap.OnHandled(inner, context);
    }

    public void Receive(object message, IActorContext context)
    {
        TappedContext tapped = Tapped(context);
        if (tap.OnReceive(message, tapped) is { } seen)
            inner.Receive(seen, tapped);
        tap.OnHandled(inner, context);
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        tap.OnMarket(market, context);
        inner.Receive(market, Tapped(context));
        tap.OnHandled(inner, context);
    }

    // An engine keeps one context for an actor.
    private TappedContext Tapped(IActorContext context) =>
        _context is { } known && known.Inner == context ? known : _context = new TappedContext(context, inner, tap);

    private sealed class TappedEventSourced(IEventSourced inner, Tap tap) : TappedActor(inner, tap), IEventSourced
    {
        private readonly IEventSourced _inner = inner;
        private readonly Tap _tap = tap;

        public string EntityId => _inner.EntityId;

        public void Apply(object @event) => _tap.Apply(_inner, @event);
    }
}
