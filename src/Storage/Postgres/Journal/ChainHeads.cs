using System.Collections.Concurrent;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>Every entity's head, as the writer has it. Written by its thread alone, read by any.</summary>
internal sealed class ChainHeads
{
    private readonly ConcurrentDictionary<string, ChainHead> _heads = new(StringComparer.Ordinal);

    public IEnumerable<string> EntityIds => _heads.Keys;

    public ChainHead this[string entityId]
    {
        get => _heads.GetValueOrDefault(entityId);
        set => _heads[entityId] = value;
    }
}
