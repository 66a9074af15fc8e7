using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// One thread's worth of actors: their messages to each other wait in <see cref="Local"/>, which only that thread touches.
/// </summary>
internal abstract class Lane(int mailboxCapacity)
{
    public readonly RunQueue Local = new(mailboxCapacity);

    /// <summary>Journal appends not yet answered.</summary>
    public int PendingPersists;

    protected TimerHeap Timers { get; } = new();

    /// <summary>Its place among the lanes of its engine, from 0.</summary>
    public virtual int Number => 0;

    /// <summary>The time of the message in hand, and of all that came of it on this lane.</summary>
    public abstract Timestamp Now { get; }

    /// <summary>True where an answer that a journal gives at once is handled at once, not as a message of its own.</summary>
    public virtual bool TakesAnswersAtOnce => true;

    /// <summary>Microseconds that never go back; timers count in them.</summary>
    public abstract long ElapsedMicros { get; }

    public abstract void Post(ActorCell to, object message, ActorRef sender);

    public abstract void Post(ActorCell to, in MarketEvent market, ActorRef sender);

    /// <summary>Called on the lane's thread before anything goes from it to another lane or to the journal.</summary>
    public virtual void BeforeLeaving()
    {
    }

    /// <summary>Where the journal of an actor that recovers is to end; null for at its own end.</summary>
    public virtual long? NextRecovery(string entityId) => null;

    /// <summary>An actor has recovered up to that event.</summary>
    public virtual void NoteRecovery(long sequence)
    {
    }

    /// <summary>As Post, from whatever thread a journal answers on.</summary>
    public abstract void PostCompletion(ActorCell to, SystemMessage completion);

    public void SetTimer(TimerNode node, TimeSpan delay)
    {
        Timers.Add(node, ElapsedMicros + (long)delay.TotalMicroseconds);
        TimersChanged();
    }

    /// <summary>Sets a timer that has just elapsed again, on its own beat; beats already missed are skipped.</summary>
    public void RepeatTimer(TimerNode node, TimeSpan interval)
    {
        long beat = (long)interval.TotalMicroseconds;
        long missed = Math.Max(0, (ElapsedMicros - node.Due) / beat);
        Timers.Add(node, node.Due + beat * (missed + 1));
        TimersChanged();
    }

    public void RemoveTimer(TimerNode node) => Timers.Remove(node);

    /// <summary>Hands the oldest envelope to its actor; false when there is none.</summary>
    public static bool DispatchOne(RunQueue queue)
    {
        if (queue.Count == 0)
            return false;
        ref Envelope envelope = ref queue.Take();
        envelope.To?.Dispatch(ref envelope);
        envelope.Message = null;
        return true;
    }

    /// <summary>The first timer to come may be another one now.</summary>
    protected abstract void TimersChanged();
}
