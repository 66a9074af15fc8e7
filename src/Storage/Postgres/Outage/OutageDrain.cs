using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>
/// Brings what waited into the database, in order. What is there already, by a commit whose answer was lost or a drain that was cut short, is
/// recognised by its hash and left; what somebody else wrote meanwhile is refused.
/// </summary>
internal static class OutageDrain
{
    private const int GroupEvents = 2_000;

    /// <summary>Throws <see cref="JournalFencedException"/> or <see cref="WrongSequenceException"/>; the file is left as it is then.</summary>
    public static long Run(NpgsqlConnection connection, long token, DateTimeOffset now, string place, IEnumerable<EncodedEvent> waiting)
    {
        List<EncodedEvent> missing = FindMissing(connection, [.. waiting]);
        foreach (EncodedEvent[] group in missing.Chunk(GroupEvents))
        {
            if (!JournalTable.TryInsert(connection, token, now, group))
                throw new JournalFencedException(place, Lease.DatabaseLease.FindLast(connection, out _));
        }
        return missing.Count;
    }

    private static List<EncodedEvent> FindMissing(NpgsqlConnection connection, List<EncodedEvent> waiting)
    {
        Dictionary<string, ChainHead> heads = new(StringComparer.Ordinal);
        Dictionary<string, EncodedEvent> last = new(StringComparer.Ordinal);
        foreach (EncodedEvent @event in waiting)
        {
            last[@event.EntityId] = @event;
            if (!heads.ContainsKey(@event.EntityId))
                heads.Add(@event.EntityId, JournalTable.ReadHead(connection, @event.EntityId));
        }
        foreach ((string entityId, ChainHead head) in heads.Where(h => h.Value.Sequence > last[h.Key].Sequence))
            throw new WrongSequenceException(entityId, last[entityId].Sequence, head.Sequence);
        List<EncodedEvent> missing = [];
        foreach (EncodedEvent @event in waiting)
        {
            ChainHead head = heads[@event.EntityId];
            if (@event.Sequence < head.Sequence)
                continue;
            if (@event.Sequence == head.Sequence ? @event.Hash != head.Hash : @event.Sequence != head.Sequence + 1 || @event.PreviousHash != head.Hash)
                throw new WrongSequenceException(@event.EntityId, @event.Sequence - 1, head.Sequence);
            if (@event.Sequence == head.Sequence)
                continue;
            missing.Add(@event);
            heads[@event.EntityId] = new ChainHead(@event.Sequence, @event.Hash);
        }
        return missing;
    }
}
