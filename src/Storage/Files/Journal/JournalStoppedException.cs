namespace CoinPilot.Storage.Files.Journal;

/// <summary>The journal takes nothing more: an append failed before this one, and nothing is journaled past a hole.</summary>
public sealed class JournalStoppedException(Exception cause)
    : Exception($"the journal stopped after a failed append: {cause.Message}", cause);
