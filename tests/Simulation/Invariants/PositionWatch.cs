using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Simulation.Taps;

namespace CoinPilot.Simulation.Invariants;

/// <summary>Looks at a position after everything it does: its state must be the fold of the journal up to the last event that it applied.</summary>
internal sealed class PositionWatch(InvariantWatch watch) : Tap
{
    private static readonly GetBook Query = new();

    private long _applied;
    private (PositionBook? Book, long Sequence) _checked;

    public override void Apply(IEventSourced actor, object @event)
    {
        base.Apply(actor, @event);
        _applied++;
    }

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is ReleaseExposure { ReservationId.Length: > 0 } release)
            watch.Entries.OnGivenBack(release.ReservationId);
        else if (message is SubmitOrder { Side: OrderSide.Buy } submit)
            watch.Entries.OnSubmit(submit, context.Now);
        base.Send(context, to, message);
    }

    public override void OnHandled(IActor actor, IActorContext context)
    {
        PositionBook book = Question.Ask<BookSnapshot>(actor, Query, context.Now, _applied).Book;
        // A book never changes, so the same one stands for the same state.
        if (ReferenceEquals(book, _checked.Book) && _checked.Sequence == _applied)
            return;
        watch.OnBook(book, _applied);
        _checked = (book, _applied);
    }
}
