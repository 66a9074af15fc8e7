using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>The only queue of a virtual time: everything in it runs in the order it was sent.</summary>
internal sealed class VirtualLane(Timestamp start, int mailboxCapacity) : Lane(mailboxCapacity)
{
    private readonly ConcurrentQueue<(ActorCell Cell, SystemMessage Completion)> _completions = new();
    private long _nowMicros = start.UnixMicros;
    private bool _isRunning;

    public override Timestamp Now => new(_nowMicros);

    public override long ElapsedMicros => _nowMicros;

    public override void Post(ActorCell to, object message, ActorRef sender) => Local.Add(to, message, sender);

    public override void Post(ActorCell to, in MarketEvent market, ActorRef sender) => Local.Add(to, in market, sender);

    public override void PostCompletion(ActorCell to, SystemMessage completion) => _completions.Enqueue((to, completion));

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
                TimerNode timer = Timers.Pop();
                _nowMicros = Math.Max(_nowMicros, timer.Due);
                timer.Elapsed();
                RunQueued();
            }
            _nowMicros = Math.Max(_nowMicros, micros);
        }
        finally
        {
            _isRunning = false;
        }
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
            {
                ref Envelope envelope = ref queue.Take();
                envelope.To?.Dispatch(ref envelope);
                envelope.Message = null;
            }
        }
        while (TakeCompletion());
    }

    private bool TakeCompletion()
    {
        if (_completions.IsEmpty || !_completions.TryDequeue(out var next))
            return false;
        Local.Add(next.Cell, next.Completion, next.Cell);
        return true;
    }
}
