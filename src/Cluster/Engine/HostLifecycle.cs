using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Brings a host's actor up, replaces it when it fails or rests, and ends it. Akka's own supervision sees nothing of it: it would throw
/// away the address of an actor in quarantine and the messages that wait for one that is to be restarted.
/// </summary>
internal sealed class HostLifecycle(ActorHost host, Func<IActor> create, TimeSpan? idleAfter)
{
    private readonly FailureHistory _failures = new(host.Engine.Options.Supervision);
    private HostTimer? _backoff;
    private HostTimer? _idleness;
    private string? _failure;
    private bool _mayRestart;

    /// <summary>Why the actor stopped or was quarantined; null after an orderly stop.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Makes an instance, recovers it and starts it. True when it is up.</summary>
    public bool Begin()
    {
        try
        {
            IActor actor = create();
            host.Journaling.Recover(actor);
            host.Actor = actor;
            host.State = HostState.Ready;
            host.Facade.From(Akka.Actor.ActorRefs.NoSender);
            actor.Start(host.Facade);
        }
        catch (Exception error)
        {
            Fail(error);
            return false;
        }
        if (_idleness?.IsActive != true)
            WatchIdleness();
        host.EndMessage();
        return true;
    }

    public void Fail(Exception error)
    {
        host.Engine.Report(host.Address, error);
        Discard();
        if (host.StopRequested)
        {
            Stop(reason: null);
            return;
        }
        _failure = Describe(error);
        _mayRestart = false;
        host.State = HostState.Restarting;
        host.Family.StopChildren();
        if (_failures.NextBackoff(host.Engine.Now.UnixMicros) is { } pause)
            _backoff = new HostTimer(host, pause, interval: null, _ => EndBackoff());
        else
            Quarantine(_failure);
    }

    public void LiftQuarantine()
    {
        if (host.State != HostState.Quarantined)
            return;
        _failures.Clear();
        EndReason = null;
        host.State = HostState.Restarting;
        EndBackoff();
    }

    /// <summary>Stops now, or when the journal has answered. A message in hand sets <see cref="ActorHost.StopRequested"/> instead.</summary>
    public void RequestStop()
    {
        if (host.State == HostState.Persisting)
            host.StopRequested = true;
        else if (host.State is not (HostState.Stopping or HostState.Stopped))
            Stop(reason: null);
    }

    public void Stop(string? reason)
    {
        host.Engine.ForgetQuarantine(host.Address);
        EndReason = reason;
        host.State = HostState.Stopping;
        Discard();
        EndTimers();
        host.DropStash();
        host.Family.StopChildren();
        ChildrenMayBeGone();
    }

    /// <summary>Goes on with what had to wait for the last child's end.</summary>
    public void ChildrenMayBeGone()
    {
        if (host.Family.HasChildren)
            return;
        if (host.State == HostState.Stopping)
        {
            host.State = HostState.Stopped;
            host.Address.End(EndReason);
            host.Family.AnnounceEnd(EndReason);
            host.StopSelf();
        }
        else if (host.State == HostState.Restarting && _mayRestart)
        {
            Restart();
        }
    }

    /// <summary>Ends without a word, as when the actor system ends.</summary>
    public void Kill()
    {
        host.State = HostState.Stopped;
        host.Address.End(reason: null);
        Discard();
        EndTimers();
        host.DropStash();
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
        host.Engine.Counters.CountRestart();
        host.Family.TellParent(new Restarted(host.Address, failure));
        host.Unstash();
    }

    private void Quarantine(string reason)
    {
        EndReason = reason;
        host.State = HostState.Quarantined;
        host.DropStash();
        host.Family.AnnounceQuarantine(reason);
    }

    private void Discard()
    {
        host.Actor = null;
        host.Facade.Reset();
        host.Timers.Clear();
    }

    private void EndTimers()
    {
        _backoff?.End();
        _idleness?.End();
    }

    private void WatchIdleness()
    {
        if (idleAfter is { } pause)
            _idleness = new HostTimer(host, pause, interval: null, _ => RestWhenIdle());
    }

    private void RestWhenIdle()
    {
        bool isIdle = host.State == HostState.Ready && !host.WasUsed && host.Timers.IsEmpty && !host.Family.HasChildren;
        host.WasUsed = false;
        if (isIdle)
        {
            Discard();
            host.State = HostState.Dormant;
        }
        else if (host.State != HostState.Quarantined)
        {
            WatchIdleness();
        }
    }
}
