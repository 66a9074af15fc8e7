using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// One actor's persist from the call until its events are durable, with what it sent meanwhile. Reused for the actor's next one.
/// </summary>
internal sealed class PendingPersist : SystemMessage
{
    private const int Appending = 0;
    private const int Returned = 1;
    private const int Answered = 2;

    private readonly ActorCell _cell;
    private readonly List<(InProcessRef To, object? Message, MarketEvent Market)> _held = [];
    private readonly Action<AppendResult> _done;
    private Timestamp _eventTime;
    private int _progress;

    public PendingPersist(ActorCell cell)
    {
        _cell = cell;
        _done = Done;
    }

    public IReadOnlyList<object> Events { get; private set; } = [];

    public Action<IActorContext>? Then { get; private set; }

    /// <summary>Who sent the message that led to this persist.</summary>
    public ActorRef? Sender { get; private set; }

    public AppendResult Result { get; private set; }

    public void Open(IReadOnlyList<object> events, Action<IActorContext>? then, ActorRef sender, Timestamp eventTime)
    {
        Events = events;
        Then = then;
        Sender = sender;
        _eventTime = eventTime;
    }

    public void Hold(InProcessRef to, object message) => _held.Add((to, message, default));

    public void Hold(InProcessRef to, in MarketEvent market) => _held.Add((to, null, market));

    public void Release()
    {
        foreach ((InProcessRef to, object? message, MarketEvent market) in _held)
        {
            if (message is null)
                to.Accept(in market, _cell, _cell.Lane);
            else
                to.Accept(message, _cell, _cell.Lane);
        }
        _held.Clear();
    }

    public void Close()
    {
        _held.Clear();
        Events = [];
        Then = null;
        Sender = null;
    }

    /// <summary>True when the answer is there already; else it comes as a message.</summary>
    public bool Append(IJournal journal, string entityId, long expectedSequence)
    {
        if (Events.Count == 0)
        {
            Result = default;
            return true;
        }
        bool atOnce = _cell.Lane.TakesAnswersAtOnce;
        _progress = atOnce ? Appending : Returned;
        try
        {
            journal.Append(entityId, expectedSequence, _eventTime, Events, _done);
        }
        catch (Exception error)
        {
            Done(new AppendResult(error));
        }
        return atOnce && Interlocked.CompareExchange(ref _progress, Returned, Appending) == Answered;
    }

    /// <summary>Takes an answer as it was recorded.</summary>
    public void Replay(AppendResult answer)
    {
        Result = answer;
        _cell.Journaling.Complete();
    }

    public override void Handle(ActorCell cell, ref Envelope envelope) => cell.Journaling.Complete();

    private void Done(AppendResult result)
    {
        if (Volatile.Read(ref _progress) == Answered)
            return;
        Result = result;
        if (Interlocked.Exchange(ref _progress, Answered) == Returned)
            _cell.Lane.PostCompletion(_cell, this);
    }
}
