using System.Buffers;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>An event of no meaning, for journal tests.</summary>
public sealed record Note(string Text);

/// <summary>An event that no codec knows.</summary>
public sealed record Unwritable;

/// <summary>Knows <see cref="Note"/> under the manifest it is made with.</summary>
public sealed class NoteCodec(string ownManifest = "note", int ownVersion = 1) : IEventCodec
{
    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer)
    {
        if (@event is not Note note)
            throw new UnknownManifestException(@event.GetType().Name, 0);
        new WireWriter(writer).WriteString(note.Text);
        return (ownManifest, ownVersion);
    }

    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload)
    {
        if (manifest != ownManifest || version != ownVersion)
            throw new UnknownManifestException(manifest, version);
        var reader = new WireReader(payload);
        var note = new Note(reader.ReadString());
        reader.ExpectEnd();
        return note;
    }
}
