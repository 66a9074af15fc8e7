namespace CoinPilot.Actors.InProcess;

/// <summary>A message to the cell itself, not to the actor in it; handled in every state of the cell.</summary>
internal abstract class SystemMessage
{
    public abstract void Handle(ActorCell cell, ref Envelope envelope);
}

internal sealed class StartSignal : SystemMessage
{
    public static readonly StartSignal Instance = new();

    public override void Handle(ActorCell cell, ref Envelope envelope)
    {
        if (cell.State == CellState.Dormant)
            cell.Lifecycle.Begin();
    }
}

internal sealed class StopSignal : SystemMessage
{
    public static readonly StopSignal Instance = new();

    public override void Handle(ActorCell cell, ref Envelope envelope) => cell.Lifecycle.RequestStop();
}

internal sealed class LiftSignal : SystemMessage
{
    public static readonly LiftSignal Instance = new();

    public override void Handle(ActorCell cell, ref Envelope envelope) => cell.Lifecycle.LiftQuarantine();
}

/// <summary>The envelope's sender wants to be told of the end of this actor.</summary>
internal sealed class WatchSignal : SystemMessage
{
    public static readonly WatchSignal Instance = new();

    public override void Handle(ActorCell cell, ref Envelope envelope) => cell.Family.AddWatcher((InProcessRef)envelope.Sender);
}
