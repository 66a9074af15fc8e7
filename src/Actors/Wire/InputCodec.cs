using System.Buffers;

namespace CoinPilot.Actors.Wire;

/// <summary>Turns what actors are told from outside into bytes and back: the venue's answers, commands, questions, history.</summary>
public sealed class InputCodec : IEventCodec
{
    private readonly EventCodec _table = new(InputSchemas.All);

    /// <summary>Every schema, in a stable order.</summary>
    public IEnumerable<EventSchema> Schemas => _table.Schemas;

    /// <inheritdoc/>
    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer) => _table.Encode(@event, writer);

    /// <inheritdoc/>
    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload) => _table.Decode(manifest, version, payload);
}
