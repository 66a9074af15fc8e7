namespace CoinPilot.Storage.Files.Journal;

/// <summary>An append expected the entity's journal to stand where it does not: somebody else wrote.</summary>
public sealed class WrongSequenceException(string entityId, long expected, long actual)
    : Exception($"{entityId} stands at {actual}, not at {expected}")
{
    public string EntityId { get; } = entityId;

    public long Expected { get; } = expected;

    public long Actual { get; } = actual;
}
