using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>Brings a cell's actor up, replaces it when it fails or rests, and ends it.</summary>
internal sealed class Lifecycle
{
    private readonly ActorCell _cell;
    private readonly Func<IActor> _create;
    private readonly TimeSpan? _idleAfter;
    private readonly FailureHistory _failures;
    private readonly TimerNode _backoff;
    private readonly TimerNode _idleness;
    private string? _failure;
    private bool _mayRestart;

    public Lifecycle(ActorCell cell, Func<IActor> create, TimeSpan? idleAfter)
    {
        _cell = cell;
        _create = create;
        _idleAfter = idleAfter;
        _failures = new FailureHistory(cell.Engine.Options.Supervision);
        _backoff = new TimerNode(EndBackoff);
        _idleness = new TimerNode(RestWhenIdle);
    }

    /// <summary>Why the actor stopped or was quarantined; null after an orderly stop.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Makes an instance, recovers it and starts it. True when it is up.</summary>
    public bool Begin()
    {
        try
        {
            IActor actor = _create();
            _cell.Journaling.Recover(actor);
            _cell.Actor = actor;
            _cell.State = CellState.Ready;
            _cell.Context.Sender = _cell.Engine.DeadLetters;
            actor.Start(_cell.Context);
        }
        catch (Exception error)
        {
            Fail(error);
            return false;
        }
        if (_idleAfter is { } idleAfter && _idleness.Index < 0)
            _cell.Lane.SetTimer(_idleness, idleAfter);
        _cell.EndMessage();
        return true;
    }

    public void Fail(Exception error)
    {
        _cell.Engine.Report(_cell, error);
        Discard();
        if (_cell.StopRequested)
        {
            Stop(reason: null);
            return;
        }
        _failure = Describe(error);
        _mayRestart = false;
        _cell.State = CellState.Restarting;
        _cell.Family.StopChildren();
        if (_failures.NextBackoff(_cell.Lane.Now.UnixMicros) is { } pause)
            _cell.Lane.SetTimer(_backoff, pause);
        else
            Quarantine(_failure);
    }

    public void LiftQuarantine()
    {
        if (_cell.State != CellState.Quarantined)
            return;
        _failures.Clear();
        EndReason = null;
        _cell.State = CellState.Restarting;
        EndBackoff();
    }

    /// <summary>Stops now, or when the journal has answered. A message in hand sets <see cref="ActorCell.StopRequested"/> instead.</summary>
    public void RequestStop()
    {
        if (_cell.State == CellState.Persisting)
            _cell.StopRequested = true;
        else if (_cell.State is not (CellState.Stopping or CellState.Stopped))
            Stop(reason: null);
    }

    public void Stop(string? reason)
    {
        _cell.Engine.ForgetQuarantine(_cell);
        EndReason = reason;
        _cell.State = CellState.Stopping;
        Discard();
        _cell.Lane.RemoveTimer(_backoff);
        _cell.Lane.RemoveTimer(_idleness);
        _cell.DropStash();
        _cell.Family.StopChildren();
        ChildrenMayBeGone();
    }

    /// <summary>Goes on with what had to wait for the last child's end.</summary>
    public void ChildrenMayBeGone()
    {
        if (_cell.Family.HasChildren)
            return;
        if (_cell.State == CellState.Stopping)
        {
            _cell.State = CellState.Stopped;
            _cell.Family.AnnounceEnd(EndReason);
        }
        else if (_cell.State == CellState.Restarting && _mayRestart)
        {
            Restart();
        }
    }

    /// <summary>Ends without a word, as when the process dies.</summary>
    public void Kill()
    {
        _cell.State = CellState.Stopped;
        Discard();
        // A handler in the middle of which this happened sends nothing more.
        _cell.Context.IsHolding = true;
        _cell.Lane.RemoveTimer(_backoff);
        _cell.Lane.RemoveTimer(_idleness);
    }

    public static string Describe(Exception error) => $"{error.GetType().Name}: {error.Message}";

    private void EndBackoff()
    {
        _mayRestart = true;
        ChildrenMayBeGone();
    }

    private void Restart()
    {
        string failure = _failure!;
        if (!Begin())
            return;
        _cell.Engine.Counters.CountRestart();
        _cell.Family.TellParent(new Restarted(_cell, failure));
        _cell.Unstash();
    }

    private void Quarantine(string reason)
    {
        EndReason = reason;
        _cell.State = CellState.Quarantined;
        _cell.DropStash();
        _cell.Family.AnnounceQuarantine(reason);
    }

    private void Discard()
    {
        _cell.Actor = null;
        _cell.Context.Reset();
        _cell.Timers.Clear();
    }

    private void RestWhenIdle()
    {
        bool isIdle = _cell.State == CellState.Ready && !_cell.WasUsed && _cell.Timers.IsEmpty && !_cell.Family.HasChildren;
        _cell.WasUsed = false;
        if (isIdle)
        {
            Discard();
            _cell.State = CellState.Dormant;
        }
        else if (_cell.State != CellState.Quarantined)
        {
            _cell.Lane.SetTimer(_idleness, _idleAfter!.Value);
        }
    }
}
