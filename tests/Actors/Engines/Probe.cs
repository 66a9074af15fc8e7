using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

/// <summary>A port that keeps what it is handed.</summary>
public sealed class Probe : IPort
{
    private readonly Lock _gate = new();
    private readonly List<object> _messages = [];

    public IReadOnlyList<object> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public void Deliver(object message, ActorRef sender)
    {
        lock (_gate)
            _messages.Add(message);
    }
}
