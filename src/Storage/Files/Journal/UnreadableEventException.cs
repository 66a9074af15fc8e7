namespace CoinPilot.Storage.Files.Journal;

/// <summary>An undamaged event that this build cannot decode: an unknown manifest or version, or a payload against its schema.</summary>
public sealed class UnreadableEventException(string entityId, long sequence, string manifest, int schemaVersion, Exception inner)
    : Exception($"{entityId} #{sequence} holds '{manifest}' version {schemaVersion}, which cannot be read: {inner.Message}", inner)
{
    public string EntityId { get; } = entityId;

    public long Sequence { get; } = sequence;

    public string Manifest { get; } = manifest;

    public int SchemaVersion { get; } = schemaVersion;
}
