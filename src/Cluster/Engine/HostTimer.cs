using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// A moment that a host waits for, and its message while that waits in the mailbox: ended there, it does nothing. A periodic one never
/// has two messages waiting.
/// </summary>
internal class HostTimer : HostSignal
{
    private readonly ActorHost _host;
    private readonly TimeProvider _time;
    private readonly long _setAt;
    private readonly TimeSpan? _interval;
    private readonly Action<HostTimer> _elapsed;
    private readonly ITimer _timer;
    private TimeSpan _due;
    private int _isWaiting;
    private volatile bool _isActive = true;

    /// <param name="host">Whose thread <paramref name="elapsed"/> runs on.</param>
    /// <param name="delay">Before the first time.</param>
    /// <param name="interval">Between the times after it; null for once.</param>
    /// <param name="elapsed">What to do then.</param>
    public HostTimer(ActorHost host, TimeSpan delay, TimeSpan? interval, Action<HostTimer> elapsed)
    {
        _host = host;
        _time = host.Engine.Time;
        _setAt = _time.GetTimestamp();
        _interval = interval;
        _elapsed = elapsed;
        _due = delay;
        _timer = _time.CreateTimer(static timer => ((HostTimer)timer!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    /// <summary>True until it has rung for the last time or was ended.</summary>
    public bool IsActive => _isActive;

    /// <summary>True for an actor's own timer, which waits for its actor to be ready.</summary>
    public virtual bool IsForActor => false;

    public void End()
    {
        _isActive = false;
        _timer.Dispose();
    }

    public override void Handle(ActorHost host, IActorRef sender)
    {
        if (!_isActive)
            return;
        if (IsForActor && host.State != HostState.Ready)
        {
            host.SetAside(this, sender);
            return;
        }
        Volatile.Write(ref _isWaiting, 0);
        if (_interval is null)
            End();
        _elapsed(this);
    }

    private void Ring()
    {
        if (!_isActive)
            return;
        if (_interval is { } beat)
        {
            // On its own beat; beats already missed are skipped.
            TimeSpan late = _time.GetElapsedTime(_setAt) - _due;
            _due += beat * (Math.Max(0, Math.Floor(late / beat)) + 1);
            Arm();
        }
        if (Interlocked.Exchange(ref _isWaiting, 1) == 0)
            _host.Address.Tell(this, _host.Address.Target);
    }

    private void Arm()
    {
        // Timers count whole milliseconds; rounded down, one would ring before it is due.
        double wait = Math.Ceiling(Math.Max(0, (_due - _time.GetElapsedTime(_setAt)).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}

/// <summary>A timer that an actor set.</summary>
internal sealed class ActorTimer(ActorHost host, TimeSpan delay, TimeSpan? interval, Action<HostTimer> elapsed)
    : HostTimer(host, delay, interval, elapsed)
{
    public override bool IsForActor => true;
}
