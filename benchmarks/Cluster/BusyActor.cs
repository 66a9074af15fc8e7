using CoinPilot.Actors.Contract;
using CoinPilot.Benchmarks.Journal;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Clustering;

/// <summary>Persists one event after the other, each once the last is durable, from its first <see cref="Ping"/> on.</summary>
internal sealed class BusyActor(string entityId, int events, CountdownEvent done) : IEventSourced
{
    private long _applied;

    public string EntityId => entityId;

    public void Receive(object message, IActorContext context)
    {
        if (message is GetReceived)
            context.Reply(_applied);
        else
            context.Persist([new Fill(_applied, Price.Of(150_803_000m), Quantity.Of(0.8461566m), Money.Of(63_801.2m))], Next);
    }

    public void Apply(object @event) => _applied++;

    private void Next(IActorContext context)
    {
        if (_applied < events)
            context.Send(context.Self, Ping.Instance);
        else
            done.Signal();
    }
}
