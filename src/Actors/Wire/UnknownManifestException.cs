namespace CoinPilot.Actors.Wire;

/// <summary>A manifest or schema version that this build cannot read; it must not be skipped.</summary>
public sealed class UnknownManifestException(string manifest, int version)
    : Exception($"this build does not know the event '{manifest}' version {version}")
{
    public string Manifest { get; } = manifest;

    public int SchemaVersion { get; } = version;
}
