using CoinPilot.Actors.Contract;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>A journal on a disk or in a database, held by this process alone.</summary>
public interface IStoredJournal : IJournal
{
    /// <summary>Given to the journal when it was made; part of every client order id.</summary>
    string JournalId { get; }

    /// <summary>Every entity with an event, in the order of their names.</summary>
    IReadOnlyList<string> EntityIds { get; }

    /// <summary>
    /// Completes with the reason when nothing more can be written: another process took over, or the store failed for good. Never fails.
    /// </summary>
    Task<Exception> Lost { get; }
}
