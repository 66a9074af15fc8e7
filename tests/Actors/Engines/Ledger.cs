using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

/// <summary>Persists an amount, then replies the new total.</summary>
public sealed record Add(int Amount);

public sealed record Added(int Amount);

public sealed record Total(int Amount, long Sequence);

public sealed record GetTotal;

/// <summary>Persists nothing and throws.</summary>
public sealed record Explode;

/// <summary>An event-sourced sum. Sends to <paramref name="probe"/> "asked" before and "held" after its call of Persist, "then" in the continuation.</summary>
internal sealed class Ledger(string entityId, ActorRef? probe = null) : IEventSourced
{
    private int _total;

    public string EntityId => entityId;

    public bool TakesSnapshots { get; init; }

    public Action<IActorContext>? OnStart { get; init; }

    public void Start(IActorContext context) => OnStart?.Invoke(context);

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case Add add:
                Tell(context, "asked");
                context.Persist([new Added(add.Amount)], then =>
                {
                    Tell(then, "then");
                    then.Reply(new Total(_total, then.JournalSequence));
                });
                Tell(context, "held");
                break;
            case GetTotal:
                context.Reply(new Total(_total, context.JournalSequence));
                break;
            case Explode:
                throw new InvalidOperationException("exploded");
            case Echo:
                context.Reply(message);
                break;
            default:
                Tell(context, message);
                break;
        }
    }

    public void Apply(object @event) => _total += ((Added)@event).Amount;

    public object? TakeSnapshot() => TakesSnapshots ? _total : null;

    public void Restore(object snapshot) => _total = (int)snapshot;

    private void Tell(IActorContext context, object message)
    {
        if (probe is not null)
            context.Send(probe, message);
    }
}
