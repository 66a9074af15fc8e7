using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>A cell's dealings with the journal: recovery, appends one at a time, snapshots.</summary>
internal sealed class Journaling(ActorCell cell)
{
    private long _snapshotAt;

    /// <summary>The number of the actor's last event.</summary>
    public long Sequence { get; private set; }

    public void Recover(IActor actor)
    {
        if (actor is not IEventSourced eventSourced)
            return;
        Sequence = Recovery.Run(eventSourced, cell.Engine.Journal, cell.Lane.NextRecovery(eventSourced.EntityId));
        cell.Lane.NoteRecovery(Sequence);
        _snapshotAt = Sequence;
    }

    /// <summary>Appends what the message in hand persists.</summary>
    public void Begin()
    {
        cell.State = CellState.Persisting;
        cell.Lane.PendingPersists++;
        cell.Lane.BeforeLeaving();
        if (cell.Context.Pending.Append(cell.Engine.Journal, ((IEventSourced)cell.Actor!).EntityId, Sequence))
            Complete();
    }

    /// <summary>The journal has answered.</summary>
    public void Complete()
    {
        cell.Lane.PendingPersists--;
        if (cell.State != CellState.Persisting)
            return;
        PendingPersist pending = cell.Context.Pending;
        if (pending.Result.Error is { } error)
        {
            StopFor(error);
            return;
        }
        try
        {
            Conclude(pending, (IEventSourced)cell.Actor!);
        }
        catch (Exception failure)
        {
            cell.Lifecycle.Fail(failure);
            return;
        }
        if (cell.StopRequested)
            cell.Lifecycle.Stop(reason: null);
        else
            cell.Unstash();
    }

    private void Conclude(PendingPersist pending, IEventSourced actor)
    {
        foreach (object @event in pending.Events)
        {
            actor.Apply(@event);
            Sequence++;
        }
        cell.State = CellState.Ready;
        ActorContext context = cell.Context;
        context.Sender = pending.Sender!;
        context.IsHolding = false;
        pending.Release();
        pending.Then?.Invoke(context);
        context.Reset();
        SaveSnapshotWhenDue(actor);
    }

    private void SaveSnapshotWhenDue(IEventSourced actor)
    {
        int every = cell.Engine.Options.SnapshotEvery;
        if (every == 0 || Sequence - _snapshotAt < every)
            return;
        _snapshotAt = Sequence;
        if (actor.TakeSnapshot() is { } snapshot)
            cell.Engine.Journal.SaveSnapshot(actor.EntityId, Sequence, snapshot);
    }

    private void StopFor(Exception error)
    {
        cell.Engine.Counters.CountPersistFailure();
        cell.Engine.Report(cell, error);
        cell.Lifecycle.Stop($"persist failed: {Lifecycle.Describe(error)}");
    }
}
