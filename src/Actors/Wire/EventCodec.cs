using System.Buffers;

namespace CoinPilot.Actors.Wire;

/// <summary>The project's one codec: a table of schemas, one for each event type, found by type when writing and by manifest when reading.</summary>
public sealed class EventCodec : IEventCodec
{
    private readonly Dictionary<Type, EventSchema> _byType = [];
    private readonly Dictionary<string, EventSchema> _byManifest = new(StringComparer.Ordinal);

    public EventCodec()
        : this(PositionSchemas.All.Concat(WorkingOrderSchemas.All).Concat(HoldingSchemas.All).Concat(PortfolioSchemas.All).Concat(StrategySchemas.All)
            .Concat(RunSchemas.All))
    {
    }

    internal EventCodec(IEnumerable<EventSchema> schemas)
    {
        foreach (EventSchema schema in schemas)
        {
            _byType.Add(schema.Type, schema);
            _byManifest.Add(schema.Manifest, schema);
        }
    }

    /// <summary>Every schema, in a stable order.</summary>
    public IEnumerable<EventSchema> Schemas => _byManifest.Values.OrderBy(s => s.Manifest, StringComparer.Ordinal);

    /// <inheritdoc/>
    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer)
    {
        if (!_byType.TryGetValue(@event.GetType(), out EventSchema? schema))
            throw new UnknownManifestException(@event.GetType().Name, 0);
        WireWriter wire = new(writer);
        schema.Write(@event, ref wire);
        return (schema.Manifest, schema.Version);
    }

    /// <inheritdoc/>
    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload)
    {
        if (!_byManifest.TryGetValue(manifest, out EventSchema? schema) || version < 1 || version > schema.Newest)
            throw new UnknownManifestException(manifest, version);
        WireReader wire = new(payload);
        object @event = schema.Read(ref wire, version);
        wire.ExpectEnd();
        return @event;
    }
}
