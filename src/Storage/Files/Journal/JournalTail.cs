namespace CoinPilot.Storage.Files.Journal;

/// <summary>Where a journal ends: the last segment, its good length and the hash of the last event in it.</summary>
internal sealed record JournalTail(string JournalId, int Segment, byte[] HeaderFrame, long Length, Hash256 LastEvent);
