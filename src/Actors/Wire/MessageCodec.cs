using System.Buffers;
using CoinPilot.Actors.Trading;

namespace CoinPilot.Actors.Wire;

/// <summary>
/// Turns what actors of different nodes say to each other into bytes and back: the dialogue of symbols and portfolio, commands, questions
/// and answers. A symbol's own actors are on one node, and what they tell each other has no schema.
/// </summary>
public sealed class MessageCodec : IEventCodec
{
    // History goes from a node's feed to its own market actors.
    private readonly EventCodec _table = new(
        InputSchemas.All.Where(s => s.Type != typeof(WarmUp)).Concat(SymbolSchemas.All).Concat(AccountSchemas.All));

    /// <summary>Every schema, in a stable order.</summary>
    public IEnumerable<EventSchema> Schemas => _table.Schemas;

    /// <inheritdoc/>
    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer) => _table.Encode(@event, writer);

    /// <inheritdoc/>
    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload) => _table.Decode(manifest, version, payload);
}
