namespace CoinPilot.Actors.Contract;

/// <summary>
/// The address of an actor or a port. Engines subclass it; actors only pass it on. Equal when it addresses the same actor.
/// </summary>
public abstract class ActorRef(string path)
{
    /// <summary>Unique in an engine: <c>KRW-BTC/position</c>.</summary>
    public string Path { get; } = path;

    public override string ToString() => Path;
}
