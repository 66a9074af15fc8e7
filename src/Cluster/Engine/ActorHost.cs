using Akka.Actor;
using CoinPilot.Actors.Contract;
using IAkkaActorRef = Akka.Actor.IActorRef;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// The Akka actor that is the home of one of ours: outlives the instances that failures and idleness replace. Its children are Akka
/// children on the same partition.
/// </summary>
internal sealed class ActorHost : ActorBase
{
    private readonly BoundedQueue _stash;
    private int _children;
    private bool _unstashing;

    public ActorHost(HostSetup setup, HostRef address)
    {
        Engine = setup.Engine;
        Setup = setup;
        Address = address;
        address.Target = Self;
        _stash = new BoundedQueue(Engine.MailboxCapacity, Engine.Counters);
        Facade = new HostContext(this);
        Journaling = new HostJournaling(this);
        Family = new HostFamily(this);
        Timers = new HostTimers(this);
        Lifecycle = new HostLifecycle(this, setup.Create, setup.IdleAfter);
    }

    public AkkaEngine Engine { get; }
    public HostSetup Setup { get; }
    public HostRef Address { get; }
    public HostRef? Parent => Setup.Parent;
    public HostContext Facade { get; }
    public HostJournaling Journaling { get; }
    public HostFamily Family { get; }
    public HostTimers Timers { get; }
    public HostLifecycle Lifecycle { get; }

    public HostState State { get; set; }

    /// <summary>The instance that receives; null unless ready or persisting.</summary>
    public IActor? Actor { get; set; }

    /// <summary>True when the actor is to stop after the message in hand.</summary>
    public bool StopRequested { get; set; }

    /// <summary>True when the actor was handed a message since this was last cleared.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Takes in one message, in whatever state.</summary>
    public void Dispatch(object message, IAkkaActorRef sender)
    {
        if (message is HostSignal signal)
        {
            signal.Handle(this, sender);
            return;
        }
        if (message is Akka.Actor.Terminated elsewhere)
            message = new Terminated(Engine.AddressOf(elsewhere.ActorRef), elsewhere.AddressTerminated ? "its node is gone" : null);
        if (State == HostState.Dormant)
            Lifecycle.Begin();
        if (State == HostState.Ready)
            Deliver(message, sender);
        else
            SetAside(message, sender);
    }

    /// <summary>Hands the actor one message.</summary>
    public void Deliver(object message, IAkkaActorRef sender)
    {
        WasUsed = true;
        HostContext context = Facade;
        context.From(sender);
        try
        {
            if (message is MarketMessage market)
                Actor!.Receive(in market.Market, context);
            else
                Actor!.Receive(message, context);
        }
        catch (Exception error)
        {
            Lifecycle.Fail(error);
            return;
        }
        EndMessage();
    }

    /// <summary>Does what the message in hand left to do after it: persist, then stop.</summary>
    public void EndMessage()
    {
        if (State != HostState.Ready)
            return;
        if (Facade.Persisting is not null)
            Journaling.Begin();
        else if (StopRequested)
            Lifecycle.Stop(reason: null);
    }

    /// <summary>Keeps what cannot be delivered now, or counts it dead where it never can.</summary>
    public void SetAside(object message, IAkkaActorRef sender)
    {
        if (State is not (HostState.Persisting or HostState.Restarting))
            Engine.DeadLetters.Tell(message, sender);
        else if (message is MarketMessage market)
            // A fresh one: this one's turn has come.
            _stash.Add(new Envelope(new MarketMessage(in market.Market), sender));
        else
            _stash.Add(new Envelope(message, sender));
    }

    /// <summary>Handles what was stashed, as far as the actor stays ready.</summary>
    public void Unstash()
    {
        if (_unstashing)
            return;
        _unstashing = true;
        while (State == HostState.Ready && _stash.TryTake(out Envelope envelope))
            Dispatch(envelope.Message, envelope.Sender);
        _unstashing = false;
    }

    public void DropStash()
    {
        while (_stash.TryTake(out Envelope envelope))
            Engine.DeadLetters.Tell(envelope.Message, envelope.Sender);
    }

    public HostRef SpawnChild(string name, Func<IActor> create)
    {
        HostRef child = Engine.Register(new HostRef($"{Address.Path}/{name}"));
        // Akka frees a name later than we do.
        HostSetup setup = new(Engine, Setup.Partition, child.Path, Address, create, IdleAfter: null);
        child.Target = Context.ActorOf(setup.ToProps(child), $"{Uri.EscapeDataString(name)}~{++_children}");
        Family.AddChild(child);
        return child;
    }

    /// <summary>Watches an actor that is not of this engine.</summary>
    public void WatchElsewhere(IAkkaActorRef actor) => Context.Watch(actor);

    public void StopSelf() => Context.Stop(Self);

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.OfHosts;

    protected override void PreStart()
    {
        Engine.Started(Address);
        if (Setup.IdleAfter is null)
            Lifecycle.Begin();
    }

    protected override void PostStop()
    {
        if (State == HostState.Stopped)
            return;
        Lifecycle.Kill();
        Engine.Unregister(Address);
        Parent?.Tell(new ChildGone(Address), Self);
    }

    protected override bool Receive(object message)
    {
        if (Address.IsDoomed)
            Lifecycle.RequestStop();
        Dispatch(message, Sender);
        return true;
    }
}
