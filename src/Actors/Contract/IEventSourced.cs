namespace CoinPilot.Actors.Contract;

/// <summary>
/// An actor whose state is the fold of its journal. The engine recovers it (latest snapshot, then the events after it)
/// before <see cref="IActor.Start"/>, with messages stashed meanwhile.
/// </summary>
public interface IEventSourced : IActor
{
    /// <summary>The journal's name for this actor; never changes: <c>position/KRW-BTC</c>.</summary>
    string EntityId { get; }

    /// <summary>Folds one event into the state. Total; throws on an event that it does not know.</summary>
    void Apply(object @event);

    /// <summary>The state as a snapshot to speed recovery, or null for an actor that takes none. Never the truth: events are kept.</summary>
    object? TakeSnapshot() => null;

    /// <summary>Starts from a snapshot that <see cref="TakeSnapshot"/> made.</summary>
    void Restore(object snapshot) => throw new NotSupportedException($"{EntityId} takes no snapshots");
}
