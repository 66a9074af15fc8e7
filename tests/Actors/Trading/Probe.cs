using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Trading;

/// <summary>A port that keeps what it is sent.</summary>
internal sealed class Probe : IPort
{
    public List<object> Messages { get; } = [];

    public void Deliver(object message, ActorRef sender) => Messages.Add(message);

    public IReadOnlyList<T> Of<T>() => [.. Messages.OfType<T>()];

    public T Last<T>() => Messages.OfType<T>().Last();
}
