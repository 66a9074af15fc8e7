namespace CoinPilot.Clustering.Persistence;

/// <summary>
/// What a row of the journal or of the snapshots holds, as Akka.Persistence sees it: bytes that were made before it sees them and are read
/// after it. For an event they are the whole envelope, whose SHA-256 is the event's hash.
/// </summary>
internal sealed record StoredPayload(string Manifest, byte[] Bytes);
