namespace CoinPilot.Actors.Contract;

/// <summary>
/// The outside world behind an address: an exchange, a test probe. It is handed messages on an engine thread and must not block;
/// it answers by <see cref="IActorEngine.Tell(ActorRef, object, ActorRef?)"/>.
/// </summary>
public interface IPort
{
    void Deliver(object message, ActorRef sender);
}
