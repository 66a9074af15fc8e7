using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>A message to the host itself, not to the actor in it; handled in every state of the host. Never leaves the process.</summary>
internal abstract class HostSignal
{
    public abstract void Handle(ActorHost host, IActorRef sender);
}

/// <summary>Stops the actor once what was sent before is handled, with all its children; a persist in hand is finished first.</summary>
internal sealed class StopSignal : HostSignal
{
    public static readonly StopSignal Instance = new();

    public override void Handle(ActorHost host, IActorRef sender) => host.Lifecycle.RequestStop();
}

internal sealed class LiftSignal : HostSignal
{
    public static readonly LiftSignal Instance = new();

    public override void Handle(ActorHost host, IActorRef sender) => host.Lifecycle.LiftQuarantine();
}

/// <summary>The sender wants to be told of the end of <paramref name="watched"/>.</summary>
internal sealed class WatchSignal(HostRef watched) : HostSignal
{
    public override void Handle(ActorHost host, IActorRef sender) => host.Family.AddWatcher(sender);

    public void TellEnd(IActorRef watcher) => watcher.Tell(new Terminated(watched, watched.EndReason), watched.Target);
}

/// <summary>A child of the host has stopped, with all of its own.</summary>
internal sealed class ChildGone(HostRef child) : HostSignal
{
    public override void Handle(ActorHost host, IActorRef sender) => host.Family.RemoveChild(child);
}

/// <summary>The journal has answered.</summary>
internal sealed class JournalAnswered(PersistInHand persist, Exception? error) : HostSignal
{
    public override void Handle(ActorHost host, IActorRef sender) => host.Journaling.Complete(persist, error);
}
