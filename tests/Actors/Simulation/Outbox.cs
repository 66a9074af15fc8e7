using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Simulation;

/// <summary>Keeps what it is sent.</summary>
internal sealed class Outbox : IPort
{
    private readonly List<object> _messages = [];

    public void Deliver(object message, ActorRef sender) => _messages.Add(message);

    public T Last<T>() => _messages.OfType<T>().Last();

    public int Count<T>() => _messages.OfType<T>().Count();
}
