using CoinPilot.Actors.Contract;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Reads a journal of any store beside its writer, without a lease and without changing anything.</summary>
public interface IJournalReader : IDisposable
{
    /// <summary>
    /// Every event in the order in which they were written, of all entities, each one's hash chain verified.
    /// Throws <see cref="JournalDamagedException"/> and <see cref="UnreadableEventException"/>.
    /// </summary>
    IEnumerable<JournalEvent> ReadAll();

    /// <summary>As <see cref="ReadAll"/>, without the hash chain.</summary>
    IEnumerable<JournalEvent> Replay();

    /// <summary>As <see cref="ReadAll"/>, but only what came since the last call.</summary>
    IEnumerable<JournalEvent> ReadNew();

    /// <summary>Checks everything without decoding the payloads. Throws <see cref="JournalDamagedException"/>.</summary>
    JournalVerification Verify();
}
