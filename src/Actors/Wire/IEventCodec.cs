using System.Buffers;

namespace CoinPilot.Actors.Wire;

/// <summary>Turns journaled events into bytes and back, by manifest and schema version; never by type name or reflection.</summary>
public interface IEventCodec
{
    /// <summary>Writes the newest version of the event's schema and says which. Throws <see cref="UnknownManifestException"/> for a type that has none.</summary>
    (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer);

    /// <summary>Reads any version ever written. Throws <see cref="UnknownManifestException"/> or <see cref="FormatException"/>.</summary>
    object Decode(string manifest, int version, ReadOnlySpan<byte> payload);
}
