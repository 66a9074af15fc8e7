using System.Collections.Concurrent;
using Akka.Actor;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Where a port is reached. The sender's thread delivers; where two meet, the first one delivers for both, so that the port sees one
/// message at a time, in order, and nobody waits. A port is of this process: nothing reaches it from another one.
/// </summary>
internal sealed class PortTarget(IPort port, AkkaRef address, AkkaEngine engine) : MinimalActorRef
{
    private readonly ConcurrentQueue<(object Message, IActorRef Sender)> _waiting = new();
    private int _undelivered;

    public AkkaRef Address => address;

    public override ActorPath Path { get; } = engine.System.DeadLetters.Path / Uri.EscapeDataString(address.Path);

    public override IActorRefProvider Provider => engine.System.Provider;

    protected override void TellInternal(object message, IActorRef sender)
    {
        _waiting.Enqueue((message, sender));
        if (Interlocked.Increment(ref _undelivered) != 1)
            return;
        do
        {
            if (_waiting.TryDequeue(out var next))
                Deliver(next.Message, next.Sender);
        }
        while (Interlocked.Decrement(ref _undelivered) > 0);
    }

    private void Deliver(object message, IActorRef sender)
    {
        try
        {
            port.Deliver(message is MarketMessage market ? market.Market : message, engine.AddressOf(sender));
        }
        catch (Exception error)
        {
            // The actor that happened to send is not to blame.
            engine.Report(address, error);
        }
    }
}
