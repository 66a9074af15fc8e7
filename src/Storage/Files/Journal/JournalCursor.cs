using System.Runtime.InteropServices;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>A place in a journal that somebody may be writing; goes forward over whole records, verifying as it goes.</summary>
internal sealed class JournalCursor(string folder, IEventCodec codec, bool verifyHashes)
{
    private const int ChunkBytes = 64 * 1024;
    private readonly EventDecoder _decoder = new(codec);
    private readonly Utf8Names _entities = new();
    private readonly Dictionary<string, ChainEnd> _ends = new(StringComparer.Ordinal);
    private readonly Queue<JournalEvent> _ready = new();
    private int _segment = 1;
    private SegmentHeader? _header;
    private byte[] _headerFrame = [];
    private long _offset;
    private ReadOnlyMemory<byte> _lastEnvelope;
    private Hash256 _previousEnd;
    private Exception? _failure;

    private string Path => SegmentFolder.PathOf(folder, _segment);

    /// <summary>The events since the last call, up to the last whole record.</summary>
    public IEnumerable<JournalEvent> ReadNew()
    {
        // What stopped it once stops it again: the place inside a record cannot be taken up.
        if (_failure is not null)
            throw _failure;
        _ = SegmentFolder.List(folder);
        bool isClosed;
        do
        {
            if (!File.Exists(Path))
                yield break;
            // Asked before reading: once the next segment is there, this one no longer grows.
            isClosed = File.Exists(SegmentFolder.PathOf(folder, _segment + 1));
            foreach (JournalEvent @event in ReadSegment(isClosed))
                yield return @event;
        }
        while (isClosed && StepToNextSegment());
    }

    private IEnumerable<JournalEvent> ReadSegment(bool isClosed)
    {
        using SafeFileHandle file = SegmentBytes.Open(Path);
        int size = ChunkBytes;
        while (true)
        {
            while (_ready.TryDequeue(out JournalEvent? @event))
                yield return @event;
            byte[] data = SegmentBytes.Read(file, _offset, size);
            int at = ReadFrames(data);
            if (at == 0 && data.Length < size)
            {
                RefuseDamage(data, isClosed);
                yield break;
            }
            size = at > 0 ? ChunkBytes : (int)Math.Min(size * 4L, Array.MaxLength);
        }
    }

    // Gives the bytes that whole frames took.
    private int ReadFrames(byte[] data)
    {
        int at = 0;
        while (FrameFormat.TryRead(data.AsSpan(at), _header is null ? FrameFormat.SegmentMagic : FrameFormat.AppendMagic, out ReadOnlySpan<byte> body))
        {
            ReadOnlyMemory<byte> frame = data.AsMemory(at, FrameFormat.HeadBytes + body.Length);
            try
            {
                if (_header is null)
                    ReadHeader(frame.Span, body);
                else
                    ReadEvents(frame[FrameFormat.HeadBytes..]);
            }
            catch (Exception e)
            {
                _failure = e is FormatException ? new JournalDamagedException(Path, _offset, e.Message) : e;
                throw _failure;
            }
            at += frame.Length;
            _offset += frame.Length;
        }
        return at;
    }

    private void ReadHeader(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> body)
    {
        SegmentHeader header = SegmentHeader.Read(body);
        if (header.Number != _segment || header.PreviousEnd != _previousEnd)
            throw new JournalDamagedException(Path, 0, "the segment does not follow the one before it");
        _header = header;
        _headerFrame = frame.ToArray();
    }

    private void ReadEvents(ReadOnlyMemory<byte> body)
    {
        for (int at = 0, length; at < body.Length; at += length)
        {
            Envelope envelope = Envelope.Read(body.Span[at..]);
            length = envelope.Bytes.Length;
            string entityId = _entities.Get(envelope.EntityId);
            if (verifyHashes)
                VerifyChain(entityId, envelope);
            _lastEnvelope = body.Slice(at, length);
            _ready.Enqueue(_decoder.Decode(entityId, envelope, _lastEnvelope));
        }
    }

    private void VerifyChain(string entityId, in Envelope envelope)
    {
        ref ChainEnd end = ref CollectionsMarshal.GetValueRefOrAddDefault(_ends, entityId, out _);
        if (envelope.Sequence != end.Sequence + 1 || envelope.PreviousHash != end.Hash)
            throw new JournalDamagedException(Path, _offset, "the hash chain is broken", entityId, envelope.Sequence);
        end = new ChainEnd(envelope.Sequence, Hash256.Of(envelope.Bytes));
    }

    private void RefuseDamage(byte[] rest, bool isClosed)
    {
        if (rest.Length > 0 && (isClosed || FrameFormat.FindAppend(rest, 1) >= 0))
            throw new JournalDamagedException(Path, _offset, "the record is cut off or fails its checksum");
    }

    private bool StepToNextSegment()
    {
        if (_header is null)
            throw new JournalDamagedException(Path, 0, "the segment's header is cut off, though later segments are there");
        _previousEnd = SegmentHeader.EndOf(_headerFrame, _offset, Hash256.Of(_lastEnvelope.Span));
        _segment++;
        _header = null;
        _offset = 0;
        return true;
    }

    private readonly record struct ChainEnd(long Sequence, Hash256 Hash);
}
