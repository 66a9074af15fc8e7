using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>What both in-process engines can be told.</summary>
public record EngineOptions
{
    public SupervisionPolicy Supervision { get; init; } = SupervisionPolicy.Default;

    /// <summary>
    /// Messages that wait in a worker's mailbox, or in one actor's stash, before trades conflate. Null: 16,384 live, no bound in virtual time.
    /// </summary>
    public int? MailboxCapacity { get; init; }

    /// <summary>Events after which an actor is asked for a snapshot; 0 for never.</summary>
    public int SnapshotEvery { get; init; } = 1_000;

    /// <summary>Told of every failure of an actor, a port or a journal; for the log. May run on any thread.</summary>
    public Action<ActorRef, Exception>? Failed { get; init; }
}
