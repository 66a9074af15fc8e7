using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// The home of an actor and its address: outlives the instances that failures and idleness replace. Its lane's thread alone
/// touches it, but for what sends to it.
/// </summary>
internal sealed class ActorCell : InProcessRef
{
    public readonly Lane Lane;
    private RunQueue? _stash;
    private bool _unstashing;

    public ActorCell(string path, InProcessEngine engine, Lane lane, ActorCell? parent, Func<IActor> create, TimeSpan? idleAfter)
        : base(path)
    {
        Engine = engine;
        Lane = lane;
        Parent = parent;
        Context = new ActorContext(this);
        Journaling = new Journaling(this);
        Family = new Family(this);
        Lifecycle = new Lifecycle(this, create, idleAfter);
    }

    public InProcessEngine Engine { get; }
    public ActorCell? Parent { get; }
    public ActorContext Context { get; }
    public Journaling Journaling { get; }
    public Family Family { get; }
    public Lifecycle Lifecycle { get; }
    public ActorTimers Timers => field ??= new ActorTimers(this);

    public CellState State { get; set; }

    /// <summary>The instance that receives; null unless ready or persisting.</summary>
    public IActor? Actor { get; set; }

    /// <summary>True when the actor is to stop after the message in hand.</summary>
    public bool StopRequested { get; set; }

    /// <summary>The number that its lane's recorder knows it by; 0 before it is needed.</summary>
    public int Recorded { get; set; }

    /// <summary>True when the actor was handed a message since this was last cleared.</summary>
    public bool WasUsed { get; set; }

    public override void Accept(object message, ActorRef sender, Lane? from)
    {
        if (from == Lane)
        {
            Lane.Local.Add(this, message, sender);
            return;
        }
        from?.BeforeLeaving();
        Lane.Post(this, message, sender);
    }

    public override void Accept(in MarketEvent market, ActorRef sender, Lane? from)
    {
        if (from == Lane)
        {
            Lane.Local.Add(this, in market, sender);
            return;
        }
        from?.BeforeLeaving();
        Lane.Post(this, in market, sender);
    }

    /// <summary>Handles one envelope to the end, whatever the actor throws.</summary>
    public void Dispatch(ref Envelope envelope)
    {
        if (envelope.Message is SystemMessage system)
        {
            system.Handle(this, ref envelope);
            return;
        }
        if (State == CellState.Dormant)
            Lifecycle.Begin();
        if (State == CellState.Ready)
            Deliver(envelope.Message, in envelope.Market, envelope.Sender);
        else
            SetAside(ref envelope);
    }

    /// <summary>As an envelope of market data.</summary>
    public void Dispatch(in MarketEvent market, ActorRef sender)
    {
        if (State == CellState.Ready)
        {
            Deliver(null, in market, sender);
            return;
        }
        Envelope envelope = new() { To = this, Sender = sender, Market = market };
        Dispatch(ref envelope);
    }

    /// <summary>Hands the actor one message: <paramref name="market"/> where <paramref name="message"/> is null.</summary>
    public void Deliver(object? message, in MarketEvent market, ActorRef sender)
    {
        WasUsed = true;
        ActorContext context = Context;
        if (context.Sender != sender)
            context.Sender = sender;
        try
        {
            if (message is null)
                Actor!.Receive(in market, context);
            else
                Actor!.Receive(message, context);
        }
        catch (Exception error)
        {
            Lifecycle.Fail(error);
            return;
        }
        if (context.HasPersisted | StopRequested)
            EndMessage();
    }

    /// <summary>Does what the message in hand left to do after it: persist, then stop.</summary>
    public void EndMessage()
    {
        if (State != CellState.Ready)
            return;
        if (Context.HasPersisted)
            Journaling.Begin();
        else if (StopRequested)
            Lifecycle.Stop(reason: null);
    }

    /// <summary>Keeps what cannot be delivered now, or counts it dead where it never can.</summary>
    public void SetAside(ref Envelope envelope)
    {
        if (State is CellState.Persisting or CellState.Restarting)
            (_stash ??= new RunQueue(Engine.MailboxCapacity)).Add(ref envelope);
        else
            CountDead(ref envelope);
    }

    /// <summary>Handles what was stashed, as far as the actor stays ready.</summary>
    public void Unstash()
    {
        if (_stash is null || _unstashing)
            return;
        _unstashing = true;
        while (State == CellState.Ready && _stash.Count > 0)
            Lane.DispatchOne(_stash);
        _unstashing = false;
    }

    public void DropStash()
    {
        while (_stash?.Count > 0)
        {
            ref Envelope envelope = ref _stash.Take();
            if (envelope.To is not null)
                CountDead(ref envelope);
            envelope.Message = null;
        }
    }

    private void CountDead(ref Envelope envelope)
    {
        // News of others is not addressed by anybody who would miss an answer, and timers die with their actor.
        if (envelope.Message is not (Terminated or Restarted or Quarantined or SystemMessage))
            Engine.Counters.CountDeadLetter(MessageName.Of(envelope.Message ?? envelope.Market.Kind));
    }
}
