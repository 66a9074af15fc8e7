using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>A clock that stands still until it is moved. What is due rings on the thread that moves it, one timer at a time.</summary>
internal sealed class DrivenTime(Timestamp start) : TimeProvider
{
    // Shorter periods only look after something now and then: they ring when they were passed, once, and nobody waits for them.
    private static readonly TimeSpan ShortestAwaited = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private long _ticks = start.ToDateTimeOffset().UtcTicks;
    private long _settings;

    public Timestamp Now => Timestamp.From(GetUtcNow());

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    /// <summary>When the next timer rings that something waits for; null for none. Rounded up to whole microseconds.</summary>
    public Timestamp? NextDue
    {
        get
        {
            lock (_gate)
                return First(long.MaxValue, isAwaited: true) is { } next ? Timestamp.From(new DateTimeOffset(next.Due + 9, TimeSpan.Zero)) : null;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Alarm alarm = new(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves on to <paramref name="time"/>, which does not lie before <see cref="Now"/>.</summary>
    public void MoveTo(Timestamp time)
    {
        long ticks = time.ToDateTimeOffset().UtcTicks;
        if (ticks < GetTimestamp())
            throw new ArgumentOutOfRangeException(nameof(time), time, $"it is {Now} already");
        Volatile.Write(ref _ticks, ticks);
        while (TakeDue(isAwaited: false) is { } passed)
            passed.Ring();
    }

    /// <summary>Rings the timer that is due for longest, of several the one that was set first; false where none is.</summary>
    public bool RingNext()
    {
        if (TakeDue(isAwaited: true) is not { } due)
            return false;
        due.Ring();
        return true;
    }

    private Alarm? TakeDue(bool isAwaited)
    {
        lock (_gate)
        {
            Alarm? due = First(_ticks, isAwaited);
            due?.Next(_ticks, ++_settings);
            return due;
        }
    }

    private Alarm? First(long until, bool isAwaited)
    {
        Alarm? first = null;
        foreach (Alarm alarm in _alarms)
        {
            if (alarm.IsAwaited == isAwaited && alarm.Due <= until && (first is null || (alarm.Due, alarm.Setting).CompareTo((first.Due, first.Setting)) < 0))
                first = alarm;
        }
        return first;
    }

    private sealed class Alarm(DrivenTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        public long Due { get; private set; }

        /// <summary>Rises with every setting of any timer.</summary>
        public long Setting { get; private set; }

        public bool IsAwaited => _period == 0 || _period >= ShortestAwaited.Ticks;

        public void Ring() => callback(state);

        /// <summary>It is about to ring: sets it for its next time after <paramref name="now"/>, or takes it off.</summary>
        public void Next(long now, long setting)
        {
            if (_period == 0)
                time._alarms.Remove(this);
            else
                (Due, Setting) = (Due + (IsAwaited ? 1 : (now - Due) / _period + 1) * _period, setting);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._alarms.Remove(this);
                if (dueTime < TimeSpan.Zero)
                    return true;
                _period = period > TimeSpan.Zero ? period.Ticks : 0;
                (Due, Setting) = (time._ticks + dueTime.Ticks, ++time._settings);
                time._alarms.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
