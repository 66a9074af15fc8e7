namespace CoinPilot.Actors.Contract;

/// <summary>To the watchers of an actor that stopped for good. <paramref name="Reason"/> is null for an orderly stop.</summary>
public sealed record Terminated(ActorRef Actor, string? Reason);

/// <summary>To the parent of a child that failed more often than its supervision allows. It receives nothing until <see cref="IActorEngine.LiftQuarantine"/>.</summary>
public sealed record Quarantined(ActorRef Actor, string Reason);

/// <summary>To the parent of a child that was restarted after a failure.</summary>
public sealed record Restarted(ActorRef Actor, string Reason);
