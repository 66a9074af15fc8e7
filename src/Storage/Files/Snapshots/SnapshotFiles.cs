using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Storage.Files.Snapshots;

/// <summary>One file an entity: a frame with journal id, entity, sequence, manifest, version and the snapshot.</summary>
internal sealed class SnapshotFiles(string folder, string journalId, IEventCodec codec) : ISnapshotPlace
{
    /// <summary>Replaces the entity's file in one step: at every instant the old or the new one is there whole.</summary>
    public void Write(string entityId, long sequence, object snapshot)
    {
        byte[] frame = Encode(entityId, sequence, snapshot);
        Directory.CreateDirectory(folder);
        string path = PathOf(entityId);
        string temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(frame);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        DirectoryFlush.Flush(folder);
    }

    /// <summary>Null when there is none. Throws <see cref="FormatException"/> for one that is damaged or not of this entity and journal.</summary>
    public (long Sequence, object Snapshot)? Read(string entityId)
    {
        string path = PathOf(entityId);
        if (!File.Exists(path))
            return null;
        if (!FrameFormat.TryRead(File.ReadAllBytes(path), FrameFormat.SnapshotMagic, out ReadOnlySpan<byte> body))
            throw new FormatException($"{path} is cut off or fails its checksum");
        var reader = new WireReader(body);
        if (reader.ReadString() != journalId || reader.ReadString() != entityId)
            throw new FormatException($"{path} is of another journal or entity");
        long sequence = reader.ReadLong();
        object snapshot = codec.Decode(reader.ReadString(), reader.ReadInt(), reader.ReadBytes());
        reader.ExpectEnd();
        return (sequence, snapshot);
    }

    /// <summary>Letters, digits and <c>-_.~</c> stand for themselves, every other byte as %XX: no two entities share a file.</summary>
    public string PathOf(string entityId) => Path.Combine(folder, Uri.EscapeDataString(entityId) + ".cps");

    private byte[] Encode(string entityId, long sequence, object snapshot)
    {
        var payload = new FrameBuffer();
        (string manifest, int version) = codec.Encode(snapshot, payload);
        var frame = new FrameBuffer();
        frame.GetSpan(FrameFormat.HeadBytes);
        frame.Advance(FrameFormat.HeadBytes);
        var writer = new WireWriter(frame);
        writer.WriteString(journalId);
        writer.WriteString(entityId);
        writer.WriteLong(sequence);
        writer.WriteString(manifest);
        writer.WriteInt(version);
        writer.WriteBytes(payload.From(0));
        FrameFormat.Seal(frame.From(0), FrameFormat.SnapshotMagic);
        return frame.From(0).ToArray();
    }
}
