namespace CoinPilot.App.Replays;

/// <summary>One event that a replay did not journal as it was. A side is null where there was nothing.</summary>
internal sealed record ReplayDifference(string Entity, long Sequence, string? Recorded, string? Replayed);

/// <summary>One process run, replayed. Times are UTC.</summary>
/// <param name="EndedInOrder">False where the process was killed, or still runs, or its recording ended before it did.</param>
/// <param name="TornBytes">Of an unfinished write at the recording's end.</param>
/// <param name="GivenUp">Why the recording ended before the run; null where it did not.</param>
internal sealed record ReplayedSession(
    string StartedAt, string CompleteTo, string Version, int Workers, long Inputs, bool EndedInOrder, long TornBytes, string? GivenUp);

/// <summary>What a replay without changes found.</summary>
/// <param name="From">The instant from which orders were compared.</param>
/// <param name="To">The instant before which they were compared; null for all.</param>
/// <param name="Orders">Orders journaled again byte for byte, with all that became of them.</param>
/// <param name="Events">Events journaled again byte for byte.</param>
/// <param name="UnrecordedOrders">Orders in the range that no recording covers.</param>
/// <param name="UnrecordedFrom">The first event that no recording covers; null for none.</param>
/// <param name="Problem">Where the actors did otherwise than the recording, without a difference in the journal before.</param>
internal sealed record ReplayReport(
    IReadOnlyList<ReplayedSession> Sessions, string From, string? To, long Orders, long Events, long UnrecordedOrders, long UnrecordedEvents,
    string? UnrecordedFrom, string? UnrecordedTo, ReplayDifference? Difference, string? Problem)
{
    public bool IsSame => Difference is null && Problem is null && UnrecordedOrders == 0;
}
