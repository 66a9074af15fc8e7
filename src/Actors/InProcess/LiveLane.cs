using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>A worker thread and its mailbox. It spins a little when idle, then waits to be woken.</summary>
internal sealed class LiveLane : Lane
{
    private const int Batch = 256;
    private const int SpinsBeforePark = 50;

    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly Inbox _inbox;
    private readonly object _sleep = new();
    private readonly ITimer _alarm;
    private readonly Action _parking;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _alarmAt = long.MaxValue;
    private int _parked;
    private volatile bool _alarmRang;
    private volatile bool _stopping;

    /// <param name="parking">Called each time the worker has nothing to do.</param>
    public LiveLane(string name, int mailboxCapacity, TimeProvider time, Action parking)
        : base(mailboxCapacity)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
        _inbox = new Inbox(mailboxCapacity);
        _alarm = time.CreateTimer(static lane => ((LiveLane)lane!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _parking = parking;
        new Thread(Run) { Name = name, IsBackground = true }.Start();
    }

    public override Timestamp Now =>
        MessageTime.IsSet ? MessageTime : MessageTime = Timestamp.From(_time.GetUtcNow());

    public override long ElapsedMicros => _time.GetElapsedTime(_startedAt).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Grows with every message from other threads.</summary>
    public long Received => _inbox.Added;

    /// <summary>True when the worker is parked and nothing waits.</summary>
    public bool IsIdle => Volatile.Read(ref _parked) == 1 && _inbox.IsEmpty && !_alarmRang;

    public bool AwaitsJournal => Volatile.Read(ref PendingPersists) > 0;

    public override void Post(ActorCell to, object message, ActorRef sender)
    {
        _inbox.Add(to, message, sender);
        Wake();
    }

    public override void Post(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        _inbox.Add(to, in market, sender);
        Wake();
    }

    public override void PostCompletion(ActorCell to, SystemMessage completion) => Post(to, completion, to);

    private void Wake()
    {
        // What was added must be visible before the flag is read: the worker sets the flag, then looks once more.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked) == 1 && Interlocked.Exchange(ref _parked, 0) == 1)
        {
            lock (_sleep)
                Monitor.Pulse(_sleep);
        }
    }

    /// <summary>Ends the worker after the message in hand.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        _alarm.Dispose();
        Wake();
        return _ended.Task;
    }

    protected override void TimersChanged()
    {
        long due = Timers.NextDue;
        if (due >= _alarmAt)
            return;
        _alarmAt = due;
        // Timers count whole milliseconds; rounded down, one would ring before it is due.
        double wait = Math.Ceiling(Math.Max(0, due - ElapsedMicros) / 1000.0);
        _alarm.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        _alarmRang = true;
        Wake();
    }

    private void Run()
    {
        int idle = 0;
        while (!_stopping)
        {
            if (Work())
            {
                idle = 0;
            }
            else if (++idle < SpinsBeforePark)
            {
                Thread.SpinWait(20);
            }
            else
            {
                Park();
                idle = 0;
            }
        }
        _ended.SetResult();
    }

    private void Sleep()
    {
        lock (_sleep)
        {
            while (Volatile.Read(ref _parked) == 1)
                Monitor.Wait(_sleep);
        }
    }

    private bool Work()
    {
        bool worked = false;
        for (int i = 0; i < Batch; i++)
        {
            if (_alarmRang)
                RunTimers();
            // What actors of this worker tell each other goes first, so that it stays short and warm.
            if (!RunLocal() && !_inbox.TryDispatchOne())
                return worked;
            worked = true;
        }
        return true;
    }

    private bool RunLocal()
    {
        int left = Batch;
        while (left > 0 && DispatchOne(Local))
            left--;
        // Actors that keep each other busy for ever do not shut the others out.
        if (left == 0)
            _inbox.TryDispatchOne();
        return left < Batch;
    }

    private void RunTimers()
    {
        _alarmRang = false;
        _alarmAt = long.MaxValue;
        long now = ElapsedMicros;
        while (Timers.NextDue <= now)
            Timers.Pop().Elapsed();
        if (Timers.NextDue != long.MaxValue)
            TimersChanged();
    }

    private void Park()
    {
        Volatile.Write(ref _parked, 1);
        Interlocked.MemoryBarrier();
        if (_inbox.IsEmpty && !_alarmRang && !_stopping)
        {
            _parking();
            Sleep();
        }
        Volatile.Write(ref _parked, 0);
    }
}
