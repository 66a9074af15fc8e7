using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>The only queue of a virtual time: everything in it runs in the order it was sent.</summary>
internal sealed class VirtualLane(Timestamp start, int mailboxCapacity) : Lane(mailboxCapacity)
{
    private readonly ConcurrentQueue<(ActorCell Cell, SystemMessage Completion)> _completions = new();
    private Dictionary<InProcessEngine, RunQueue>? _paused;
    private long _nowMicros = start.UnixMicros;
    private bool _isRunning;
    private int _answers;

    public override Timestamp Now => new(_nowMicros);

    public override long ElapsedMicros => _nowMicros;

    /// <summary>When the first timer elapses; <see cref="long.MaxValue"/> where there is none.</summary>
    public long NextDue => Timers.NextDue;

    public override void Post(ActorCell to, object message, ActorRef sender) => Local.Add(to, message, sender);

    public override void Post(ActorCell to, in MarketEvent market, ActorRef sender) => Local.Add(to, in market, sender);

    public override void PostCompletion(ActorCell to, SystemMessage completion)
    {
        _completions.Enqueue((to, completion));
        Interlocked.Increment(ref _answers);
    }

    /// <summary>
    /// As <see cref="RunTo"/>, then posting the market data and running on: all that comes of it, without a turn in the queue for what nobody is before.
    /// </summary>
    public void TellAt(long micros, ActorCell to, in MarketEvent market, ActorRef sender)
    {
        if (Timers.NextDue <= micros)
            RunTo(micros);
        _nowMicros = Math.Max(_nowMicros, micros);
        if (_paused is not null || _isRunning || Local.Count > 0 || Volatile.Read(ref _answers) > 0)
        {
            Post(to, in market, sender);
            RunTo(micros);
            return;
        }
        _isRunning = true;
        try
        {
            to.Dispatch(in market, sender);
            RunQueued();
        }
        finally
        {
            _isRunning = false;
        }
        if (Timers.NextDue <= micros)
            RunTo(micros);
    }

    /// <summary>Handles what waits and what comes of it, timers included, up to that time; there it stays.</summary>
    public void RunTo(long micros)
    {
        if (_isRunning)
            throw new InvalidOperationException("virtual time is already running");
        _isRunning = true;
        try
        {
            RunQueued();
            while (Timers.NextDue <= micros)
            {
                LetElapse(Timers.Pop());
                RunQueued();
            }
            _nowMicros = Math.Max(_nowMicros, micros);
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>
    /// Does the one thing that comes next and no more: hands over a message or a journal's answer, or lets a timer elapse. False when nothing
    /// waits or is due up to that time; then it stands there.
    /// </summary>
    public bool Step(long micros)
    {
        if (_isRunning)
            throw new InvalidOperationException("virtual time is already running");
        _isRunning = true;
        try
        {
            if (Local.Count > 0 || TakeCompletion())
                HandOverNext(Local);
            else if (Timers.NextDue <= micros)
                LetElapse(Timers.Pop());
            else
            {
                _nowMicros = Math.Max(_nowMicros, micros);
                return false;
            }
            return true;
        }
        finally
        {
            _isRunning = false;
        }
    }

    /// <summary>Keeps what reaches the engine's actors from now on, until it resumes.</summary>
    public void Pause(InProcessEngine engine) => (_paused ??= []).TryAdd(engine, new RunQueue(limit: int.MaxValue));

    /// <summary>Hands over what was kept, in order.</summary>
    public void Resume(InProcessEngine engine)
    {
        if (Forget(engine) is not { } kept)
            return;
        while (kept.Count > 0)
            Local.Add(ref kept.Take());
    }

    /// <summary>Drops what was kept.</summary>
    public RunQueue? Forget(InProcessEngine engine)
    {
        if (_paused is null || !_paused.Remove(engine, out RunQueue? kept))
            return null;
        if (_paused.Count == 0)
            _paused = null;
        return kept;
    }

    protected override void TimersChanged()
    {
        // RunTo looks at the first timer each time.
    }

    private void RunQueued()
    {
        RunQueue queue = Local;
        do
        {
            while (queue.Count > 0)
                HandOverNext(queue);
        }
        while (TakeCompletion());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void HandOverNext(RunQueue queue)
    {
        ref Envelope envelope = ref queue.Take();
        if (_paused is null || !IsKept(ref envelope))
            envelope.To?.Dispatch(ref envelope);
        envelope.Message = null;
    }

    private void LetElapse(TimerNode timer)
    {
        _nowMicros = Math.Max(_nowMicros, timer.Due);
        timer.Elapsed();
    }

    private bool IsKept(ref Envelope envelope)
    {
        if (envelope.To is not { } to || !_paused!.TryGetValue(to.Engine, out RunQueue? kept))
            return false;
        if (envelope.Message is FanOut fanOut)
            fanOut.AddTo(kept, ref envelope);
        else
            kept.Add(ref envelope);
        return true;
    }

    private bool TakeCompletion()
    {
        if (Volatile.Read(ref _answers) == 0 || !_completions.TryDequeue(out var next))
            return false;
        Interlocked.Decrement(ref _answers);
        Local.Add(next.Cell, next.Completion, next.Cell);
        return true;
    }
}
