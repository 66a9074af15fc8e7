namespace CoinPilot.Storage.Files.Journal;

/// <summary>Another process took the journal over while this one stood still; what this one writes no longer counts.</summary>
public sealed class JournalFencedException(string place, LeaseHolder? holder)
    : IOException($"the journal in {place} was taken over by {holder?.ToString() ?? "another process"}: this process writes nothing more")
{
    /// <summary>Who took over; null where it could not be read.</summary>
    public LeaseHolder? Holder { get; } = holder;
}
