using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>An event as it stands in a row: <paramref name="Message"/> is its whole envelope, whose SHA-256 is its hash.</summary>
internal readonly record struct EncodedEvent(
    string EntityId, long Sequence, string Manifest, byte[] Message, Hash256 PreviousHash, Hash256 Hash);
