using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Recording;
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
    private readonly int _number;
    private readonly Inbox _inbox;
    private readonly object _sleep = new();
    private readonly ITimer _alarm;
    private readonly Action _parking;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaneRecorder? _recorder;
    private Timestamp _now;
    private long _handled;
    private long _alarmAt = long.MaxValue;
    private int _parked;
    private volatile bool _alarmRang;
    private volatile bool _stopping;

    /// <param name="number">From 0.</param>
    /// <param name="mailboxCapacity">Messages that wait before trades conflate.</param>
    /// <param name="time">The clock.</param>
    /// <param name="parking">Called each time the worker has nothing to do.</param>
    /// <param name="log">Where all that it takes in is written down; null for nowhere.</param>
    public LiveLane(int number, int mailboxCapacity, TimeProvider time, Action parking, IInputLog? log)
        : base(mailboxCapacity)
    {
        _number = number;
        _recorder = log is null ? null : new LaneRecorder(this, number, log);
        _time = time;
        _startedAt = time.GetTimestamp();
        _inbox = new Inbox(mailboxCapacity, this);
        _alarm = time.CreateTimer(static lane => ((LiveLane)lane!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _parking = parking;
        new Thread(Run) { Name = $"actors-{number}", IsBackground = true }.Start();
    }

    public override int Number => _number;

    public override Timestamp Now => _now.IsSet ? _now : _now = Timestamp.From(_time.GetUtcNow());

    // At once or later would be a matter of luck, which a replay does not have.
    public override bool TakesAnswersAtOnce => false;

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

    /// <summary>Handles what was taken from the mailbox; its receiver is null where it was conflated away.</summary>
    public void Take(ref Envelope envelope)
    {
        _now = default;
        if (_recorder is not null && IsKept())
            _recorder.Note(envelope, Now, TakeHandled());
        envelope.To?.Dispatch(ref envelope);
    }

    public void NoteId(string id) => _recorder?.NoteId(id);

    public override void NoteRecovery(long sequence) => _recorder?.NoteRecovered(sequence);

    public override void BeforeLeaving() => _recorder?.Flush();

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
        _recorder?.NoteEnd();
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
        {
            left--;
            _handled++;
        }
        // Actors that keep each other busy for ever neither shut the others out nor stop the clock.
        if (left == 0 && !_inbox.TryDispatchOne())
            PassTime();
        return left < Batch;
    }

    private void RunTimers()
    {
        _alarmRang = false;
        _alarmAt = long.MaxValue;
        long now = ElapsedMicros;
        while (Timers.NextDue <= now)
            Elapse(Timers.Pop());
        if (Timers.NextDue != long.MaxValue)
            TimersChanged();
    }

    private void Elapse(TimerNode timer)
    {
        _now = default;
        if (_recorder is not null && IsKept())
            _recorder.NoteTimer(timer.Sequence, Now, TakeHandled());
        timer.Elapsed();
    }

    private void PassTime()
    {
        _now = default;
        if (_recorder is not null && IsKept())
            _recorder.NoteClock(Now, TakeHandled());
    }

    private long TakeHandled()
    {
        long handled = Local.Count == 0 ? -1 : _handled;
        _handled = 0;
        return handled;
    }

    private bool IsKept()
    {
        if (!_recorder!.IsKept)
            _recorder = null;
        return _recorder is not null;
    }

    private void Park()
    {
        Volatile.Write(ref _parked, 1);
        Interlocked.MemoryBarrier();
        if (_inbox.IsEmpty && !_alarmRang && !_stopping)
        {
            _recorder?.FlushWhenOld();
            _parking();
            Sleep();
        }
        Volatile.Write(ref _parked, 0);
    }
}
