using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>A place in a journal that somebody may be writing; goes forward over whole records, verifying as it goes.</summary>
internal sealed class JournalCursor(string folder, IEventCodec codec)
{
    private readonly EventDecoder _decoder = new(codec);
    private readonly Utf8Names _entities = new();
    private readonly Dictionary<string, ChainEnd> _ends = new(StringComparer.Ordinal);
    private readonly Queue<JournalEvent> _ready = new();
    private int _segment = 1;
    private SegmentHeader? _header;
    private byte[] _headerFrame = [];
    private long _offset;
    private Hash256 _lastEvent;
    private Hash256 _previousEnd;

    private string File => SegmentFolder.PathOf(folder, _segment);

    /// <summary>The events since the last call, up to the last whole record.</summary>
    public IEnumerable<JournalEvent> ReadNew()
    {
        _ = SegmentFolder.List(folder);
        do
        {
            while (_ready.TryDequeue(out JournalEvent? left))
                yield return left;
            if (!System.IO.File.Exists(File))
                yield break;
            // Asked before reading: once the next segment is there, this one no longer grows.
            bool isClosed = System.IO.File.Exists(SegmentFolder.PathOf(folder, _segment + 1));
            byte[] data = SegmentBytes.ReadFrom(File, _offset);
            int at = 0;
            while (TryReadFrame(data, ref at))
            {
                while (_ready.TryDequeue(out JournalEvent? @event))
                    yield return @event;
            }
            RefuseDamage(data, at, isClosed);
            if (!isClosed)
                yield break;
        }
        while (StepToNextSegment());
    }

    private bool TryReadFrame(byte[] data, ref int at)
    {
        ReadOnlySpan<byte> rest = data.AsSpan(at);
        ReadOnlySpan<byte> magic = _header is null ? FrameFormat.SegmentMagic : FrameFormat.AppendMagic;
        if (!FrameFormat.TryRead(rest, magic, out ReadOnlySpan<byte> body))
            return false;
        int length = FrameFormat.HeadBytes + body.Length;
        try
        {
            if (_header is null)
                ReadHeader(rest[..length], body);
            else
                ReadEvents(body);
        }
        catch (FormatException e)
        {
            throw new JournalDamagedException(File, _offset, e.Message);
        }
        at += length;
        _offset += length;
        return true;
    }

    private void ReadHeader(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> body)
    {
        SegmentHeader header = SegmentHeader.Read(body);
        if (header.Number != _segment || header.PreviousEnd != _previousEnd)
            throw new JournalDamagedException(File, 0, "the segment does not follow the one before it");
        _header = header;
        _headerFrame = frame.ToArray();
    }

    private void ReadEvents(ReadOnlySpan<byte> body)
    {
        for (int at = 0; at < body.Length;)
        {
            Envelope envelope = Envelope.Read(body[at..]);
            string entityId = _entities.Get(envelope.EntityId);
            if (!_ends.TryGetValue(entityId, out ChainEnd? end))
                _ends.Add(entityId, end = new ChainEnd());
            if (envelope.Sequence != end.Sequence + 1 || envelope.PreviousHash != end.Hash)
                throw new JournalDamagedException(File, _offset, "the hash chain is broken", entityId, envelope.Sequence);
            _lastEvent = Hash256.Of(envelope.Bytes);
            byte[] hash = _lastEvent.ToArray();
            _ready.Enqueue(_decoder.Decode(entityId, envelope, end.HashBytes, hash));
            end.Advance(envelope.Sequence, _lastEvent, hash);
            at += envelope.Bytes.Length;
        }
    }

    private void RefuseDamage(byte[] data, int at, bool isClosed)
    {
        if (at < data.Length && (isClosed || FrameFormat.FindAppend(data, at + 1) >= 0))
            throw new JournalDamagedException(File, _offset, "the record is cut off or fails its checksum");
    }

    private bool StepToNextSegment()
    {
        if (_header is null)
            throw new JournalDamagedException(File, 0, "the segment's header is cut off, though later segments are there");
        _previousEnd = SegmentHeader.EndOf(_headerFrame, _offset, _lastEvent);
        _segment++;
        _header = null;
        _offset = 0;
        return true;
    }

    private sealed class ChainEnd
    {
        public long Sequence { get; private set; }

        public Hash256 Hash { get; private set; }

        public byte[] HashBytes { get; private set; } = new byte[Hash256.Size];

        public void Advance(long sequence, Hash256 hash, byte[] hashBytes)
        {
            Sequence = sequence;
            Hash = hash;
            HashBytes = hashBytes;
        }
    }
}
