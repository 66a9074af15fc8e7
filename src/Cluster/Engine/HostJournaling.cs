using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;

namespace CoinPilot.Clustering.Engine;

/// <summary>A host's dealings with the journal: recovery, appends one at a time, snapshots.</summary>
internal sealed class HostJournaling(ActorHost host)
{
    private long _snapshotAt;

    /// <summary>The number of the actor's last event.</summary>
    public long Sequence { get; private set; }

    public void Recover(IActor actor)
    {
        if (actor is not IEventSourced eventSourced)
            return;
        Sequence = Recovery.Run(eventSourced, host.Engine.Journal, upTo: null);
        _snapshotAt = Sequence;
    }

    /// <summary>Appends what the message in hand persists.</summary>
    public void Begin()
    {
        host.State = HostState.Persisting;
        host.Engine.PersistBegun();
        PersistInHand persist = host.Facade.Persisting!;
        if (persist.Events.Count == 0)
            Complete(persist, error: null);
        else
            Append(persist);
    }

    /// <summary>The journal has answered.</summary>
    public void Complete(PersistInHand persist, Exception? error)
    {
        host.Engine.PersistEnded();
        if (host.State != HostState.Persisting || host.Facade.Persisting != persist)
            return;
        if (error is not null)
        {
            StopFor(error);
            return;
        }
        try
        {
            Conclude(persist, (IEventSourced)host.Actor!);
        }
        catch (Exception failure)
        {
            host.Lifecycle.Fail(failure);
            return;
        }
        if (host.StopRequested)
            host.Lifecycle.Stop(reason: null);
        else
            host.Unstash();
    }

    private void Append(PersistInHand persist)
    {
        HostRef self = host.Address;
        int answers = 0;
        try
        {
            host.Engine.Journal.Append(((IEventSourced)host.Actor!).EntityId, Sequence, persist.EventTime, persist.Events, Answer);
        }
        catch (Exception error)
        {
            Answer(new AppendResult(error));
        }

        void Answer(AppendResult result)
        {
            if (Interlocked.Increment(ref answers) == 1)
                self.Tell(new JournalAnswered(persist, result.Error), self.Target);
        }
    }

    private void Conclude(PersistInHand persist, IEventSourced actor)
    {
        foreach (object @event in persist.Events)
        {
            actor.Apply(@event);
            Sequence++;
        }
        host.State = HostState.Ready;
        HostContext context = host.Facade;
        context.From(persist.Sender);
        context.Release();
        persist.Then?.Invoke(context);
        context.Reset();
        SaveSnapshotWhenDue(actor);
    }

    private void SaveSnapshotWhenDue(IEventSourced actor)
    {
        int every = host.Engine.Options.SnapshotEvery;
        if (every == 0 || Sequence - _snapshotAt < every)
            return;
        _snapshotAt = Sequence;
        if (actor.TakeSnapshot() is { } snapshot)
            host.Engine.Journal.SaveSnapshot(actor.EntityId, Sequence, snapshot);
    }

    private void StopFor(Exception error)
    {
        host.Engine.Counters.CountPersistFailure();
        host.Engine.Report(host.Address, error);
        host.Lifecycle.Stop($"persist failed: {HostLifecycle.Describe(error)}");
    }
}
