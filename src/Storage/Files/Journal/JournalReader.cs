using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>What <see cref="JournalReader.Verify"/> found. <paramref name="TornBytes"/> are at the end, of a write under way or never finished.</summary>
public sealed record JournalVerification(string? JournalId, long Events, int Entities, int Segments, long TornBytes);

/// <summary>
/// Reads a journal without writing a byte to its folder and without its lock, so that an audit can run beside the writer.
/// </summary>
public sealed class JournalReader(string folder, IEventCodec codec) : IJournalReader
{
    private JournalCursor? _tail;

    /// <summary>
    /// Every event in the order in which they were written, of all entities, each one's checksum and hash chain verified.
    /// Ends before an unfinished last write. Throws <see cref="JournalDamagedException"/> and <see cref="UnreadableEventException"/>.
    /// </summary>
    public IEnumerable<JournalEvent> ReadAll() => new JournalCursor(folder, codec, verifyHashes: true).ReadNew();

    /// <summary>As <see cref="ReadAll"/>, checksums verified but not the hash chain: several times as fast, for a journal just verified.</summary>
    public IEnumerable<JournalEvent> Replay() => new JournalCursor(folder, codec, verifyHashes: false).ReadNew();

    /// <summary>As <see cref="ReadAll"/>, but only what came since the last call: follows a journal that is being written.</summary>
    public IEnumerable<JournalEvent> ReadNew() => (_tail ??= new JournalCursor(folder, codec, verifyHashes: true)).ReadNew();

    /// <summary>Checks every byte without decoding the payloads. Throws <see cref="JournalDamagedException"/>.</summary>
    public JournalVerification Verify()
    {
        JournalScan scan = JournalScan.Of(folder);
        return new JournalVerification(scan.Tail?.JournalId, scan.Events, scan.Index.EntityCount, scan.Segments, scan.TornBytes);
    }

    /// <summary>Holds nothing open between calls.</summary>
    public void Dispose()
    {
    }
}
