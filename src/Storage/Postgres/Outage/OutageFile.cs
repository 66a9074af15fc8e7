using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>
/// Events that wait on the disk for the database, in the order they were taken: one frame a group, envelopes end to end, as in the file
/// journal. It is there only while something waits.
/// </summary>
internal sealed class OutageFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly FrameBuffer _frame = new();
    private long _length;

    private OutageFile(string path, SafeFileHandle handle, long length)
    {
        _path = path;
        _handle = handle;
        _length = length;
    }

    public static string PathIn(string folder) => Path.Combine(folder, "waiting.cpo");

    /// <summary>Goes on behind what is there; an unfinished frame at its end, never acknowledged, is cut off.</summary>
    public static OutageFile Open(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = PathIn(folder);
        SafeFileHandle handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        long whole = Frames(SegmentBytes.ReadAll(path)).Sum(f => (long)f.Length);
        RandomAccess.SetLength(handle, whole);
        RandomAccess.FlushToDisk(handle);
        DirectoryFlush.Flush(folder);
        return new OutageFile(path, handle, whole);
    }

    /// <summary>Returns when the events are on the disk.</summary>
    public void Append(IReadOnlyList<EncodedEvent> events)
    {
        if (events.Count == 0)
            return;
        _frame.CutTo(0);
        _frame.GetSpan(FrameFormat.HeadBytes);
        _frame.Advance(FrameFormat.HeadBytes);
        foreach (EncodedEvent @event in events)
        {
            @event.Message.CopyTo(_frame.GetSpan(@event.Message.Length));
            _frame.Advance(@event.Message.Length);
        }
        FrameFormat.Seal(_frame.From(0), FrameFormat.AppendMagic);
        RandomAccess.Write(_handle, _frame.From(0), _length);
        RandomAccess.FlushToDisk(_handle);
        _length += _frame.Length;
    }

    /// <summary>All that waits, in order.</summary>
    public IEnumerable<EncodedEvent> Read() => ReadFrom(_path);

    /// <summary>All that waits in that file, in order; it may be in use.</summary>
    public static IEnumerable<EncodedEvent> ReadFrom(string path)
    {
        Utf8Names names = new();
        foreach (ReadOnlyMemory<byte> frame in Frames(SegmentBytes.ReadAll(path)))
        {
            ReadOnlyMemory<byte> body = frame[FrameFormat.HeadBytes..];
            while (body.Length > 0)
            {
                EncodedEvent @event = First(body.Span, names);
                yield return @event;
                body = body[@event.Message.Length..];
            }
        }
    }

    /// <summary>Everything is in the database.</summary>
    public void Delete()
    {
        _handle.Dispose();
        File.Delete(_path);
        DirectoryFlush.Flush(Path.GetDirectoryName(_path)!);
    }

    public void Dispose() => _handle.Dispose();

    private static EncodedEvent First(ReadOnlySpan<byte> body, Utf8Names names)
    {
        Envelope envelope = Envelope.Read(body);
        return new EncodedEvent(
            names.Get(envelope.EntityId), envelope.Sequence, names.Get(envelope.Manifest), envelope.Bytes.ToArray(), envelope.PreviousHash,
            Hash256.Of(envelope.Bytes));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Frames(byte[] data)
    {
        int at = 0;
        while (FrameFormat.TryRead(data.AsSpan(at), FrameFormat.AppendMagic, out ReadOnlySpan<byte> body))
        {
            int length = FrameFormat.HeadBytes + body.Length;
            yield return data.AsMemory(at, length);
            at += length;
        }
        if (FrameFormat.FindAppend(data, at) >= 0)
            throw new InvalidDataException($"events that wait for the database are damaged at byte {at}, and others follow");
    }
}
