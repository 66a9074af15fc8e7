using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Every entity's log, rebuilt from the segments when a journal is opened. Readable from any thread.</summary>
internal sealed class JournalIndex
{
    private readonly ConcurrentDictionary<string, EntityLog> _logs = new(StringComparer.Ordinal);

    public int EntityCount => _logs.Count;

    public IEnumerable<string> EntityIds => _logs.Keys;

    public EntityLog GetOrAdd(string entityId) => _logs.GetOrAdd(entityId, static id => new EntityLog(id));

    public bool TryFind(string entityId, [NotNullWhen(true)] out EntityLog? log) => _logs.TryGetValue(entityId, out log);

    /// <summary>Joins an append to its entity's chain; throws <see cref="JournalDamagedException"/> where it does not fit.</summary>
    public static void Join(EntityLog log, string file, int segment, in ScannedAppend append)
    {
        if (append.FirstSequence != log.HeadSequence + 1)
        {
            throw new JournalDamagedException(
                file, append.Offset, $"number {log.HeadSequence + 1} was expected", log.EntityId, append.FirstSequence);
        }
        if (append.Previous != log.HeadHash)
        {
            throw new JournalDamagedException(
                file, append.Offset, "the hash chain is broken", log.EntityId, append.FirstSequence);
        }
        log.Advance(append.LastSequence, append.Last);
        log.AddDurable(new FrameLocation(segment, append.Offset, append.Length, append.FirstSequence), append.LastSequence);
    }

    /// <summary>True when this is the number that the entity's next event must have.</summary>
    public bool IsNext(string entityId, long sequence) =>
        _logs.TryGetValue(entityId, out EntityLog? log) && log.HeadSequence + 1 == sequence;
}
