using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>What an actor system knows of the engine on it; a system carries one engine.</summary>
internal sealed class EngineLink : IExtension
{
    private AkkaEngine? _engine;

    public AkkaEngine Engine => _engine ?? throw new InvalidOperationException("the actor system has no engine yet");

    public static EngineLink Of(ActorSystem system) => (EngineLink)system.RegisterExtension(EngineLinkId.Instance);

    /// <summary>A message could not be carried between nodes.</summary>
    public void CountRefused(string type) => _engine?.Counters.CountDeadLetter(type);

    public void Attach(AkkaEngine engine)
    {
        if (Interlocked.CompareExchange(ref _engine, engine, null) is not null)
            throw new InvalidOperationException("the actor system has an engine already");
    }
}

internal sealed class EngineLinkId : ExtensionIdProvider<EngineLink>
{
    public static readonly EngineLinkId Instance = new();

    public override EngineLink CreateExtension(ExtendedActorSystem system) => new();
}
