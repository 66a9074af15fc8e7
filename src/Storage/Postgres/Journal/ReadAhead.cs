using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>
/// Reads many short journals in one query: whoever starts reads one entity after the other, and a query for each would take most of the time. What
/// was read ahead is handed out once, and only while nothing was written to the entity since. For any thread.
/// </summary>
internal sealed class ReadAhead(NpgsqlDataSource database, string place, IEventCodec codec, ChainHeads heads)
{
    private const int GroupEvents = 5_000;

    /// <summary>Events kept at most; past it all that nobody asked for is dropped.</summary>
    private const int MostEvents = 500_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JournalEvent>> _ready = new(StringComparer.Ordinal);
    private readonly string[] _order = [.. heads.EntityIds.Order(StringComparer.Ordinal)];
    private int _kept;

    /// <summary>All of the entity's events; null where it is too long, or newer than the start, and is to be read by itself.</summary>
    public IReadOnlyList<JournalEvent>? Take(string entityId)
    {
        lock (_gate)
        {
            if (!_ready.ContainsKey(entityId))
                Fill(entityId);
            if (!_ready.Remove(entityId, out List<JournalEvent>? events))
                return null;
            _kept -= events.Count;
            return events.Count == heads[entityId].Sequence ? events : null;
        }
    }

    private void Fill(string entityId)
    {
        int at = Array.BinarySearch(_order, entityId, StringComparer.Ordinal);
        if (at < 0)
            return;
        List<string> group = [];
        for (long events = 0; at < _order.Length; at++)
        {
            if (_ready.ContainsKey(_order[at]))
                continue;
            events += heads[_order[at]].Sequence;
            if (events > GroupEvents)
                break;
            group.Add(_order[at]);
        }
        if (group.Count == 0)
            return;
        if (_kept > MostEvents)
        {
            _ready.Clear();
            _kept = 0;
        }
        foreach (JournalEvent recorded in new JournalRows(place, codec, verifyHashes: true).ReadEntities(database, group, GroupEvents))
        {
            if (!_ready.TryGetValue(recorded.EntityId, out List<JournalEvent>? events))
                _ready.Add(recorded.EntityId, events = []);
            events.Add(recorded);
            _kept++;
        }
    }
}
