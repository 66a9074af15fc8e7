using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A port's address. The sender's thread delivers; where two meet, the first one delivers for both, so that the port sees one
/// message at a time, in order, and nobody waits.
/// </summary>
internal sealed class PortRef(string path, IPort port, InProcessEngine engine) : InProcessRef(path)
{
    private readonly ConcurrentQueue<(object Message, ActorRef Sender)> _waiting = new();
    private int _undelivered;

    public override void Accept(object message, ActorRef sender, Lane? from)
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

    private void Deliver(object message, ActorRef sender)
    {
        try
        {
            port.Deliver(message, sender);
        }
        catch (Exception error)
        {
            // The actor that happened to send is not to blame.
            engine.Report(this, error);
        }
    }
}
