using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Makes journal events of envelopes. Not shared between threads.</summary>
internal sealed class EventDecoder(IEventCodec codec)
{
    private readonly Utf8Names _manifests = new();

    /// <summary>
    /// <paramref name="bytes"/> are the envelope's own; the event keeps them. Throws <see cref="UnreadableEventException"/> for an
    /// event that this build does not know.
    /// </summary>
    public JournalEvent Decode(string entityId, in Envelope envelope, ReadOnlyMemory<byte> bytes)
    {
        string manifest = _manifests.Get(envelope.Manifest);
        object @event;
        try
        {
            @event = codec.Decode(manifest, envelope.SchemaVersion, envelope.Payload);
        }
        catch (Exception e) when (e is UnknownManifestException or FormatException)
        {
            throw new UnreadableEventException(entityId, envelope.Sequence, manifest, envelope.SchemaVersion, e);
        }
        return new JournalEvent(
            entityId, envelope.Sequence, envelope.EventTime, envelope.RecordedTime, manifest, envelope.SchemaVersion,
            @event, bytes.Slice(envelope.PreviousHashOffset, Hash256.Size), new LazyHash(bytes).Memory);
    }
}
