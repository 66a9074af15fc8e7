using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Reads one entity's events back, by where the index says they stand. Neighbouring appends are read in one go.</summary>
internal sealed class EntityReader(string folder, IEventCodec codec)
{
    private const int WindowBytes = 256 * 1024;
    private readonly EventDecoder _decoder = new(codec);
    private byte[] _window = [];

    public IEnumerable<JournalEvent> Read(string entityId, FrameLocation[] frames, long afterSequence)
    {
        var events = new List<JournalEvent>();
        SafeFileHandle? file = null;
        int openSegment = 0;
        try
        {
            for (int first = 0, next; first < frames.Length; first = next)
            {
                if (frames[first].Segment != openSegment)
                {
                    file?.Dispose();
                    openSegment = frames[first].Segment;
                    file = Open(openSegment);
                }
                next = EndOfWindow(frames, first);
                DecodeWindow(file!, entityId, frames.AsSpan(first, next - first), afterSequence, events);
                foreach (JournalEvent @event in events)
                    yield return @event;
                events.Clear();
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    private SafeFileHandle Open(int segment) => File.OpenHandle(
        SegmentFolder.PathOf(folder, segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int EndOfWindow(FrameLocation[] frames, int first)
    {
        long end = (long)frames[first].Offset + WindowBytes;
        int next = first + 1;
        while (next < frames.Length && frames[next].Segment == frames[first].Segment
            && (long)frames[next].Offset + frames[next].Length <= end)
            next++;
        return next;
    }

    private void DecodeWindow(
        SafeFileHandle file, string entityId, ReadOnlySpan<FrameLocation> frames, long afterSequence, List<JournalEvent> events)
    {
        int start = frames[0].Offset;
        int length = frames[^1].Offset + frames[^1].Length - start;
        if (_window.Length < length)
            _window = new byte[Math.Max(length, 16 * 1024)];
        ReadOnlySpan<byte> window = _window.AsSpan(0, RandomAccess.Read(file, _window.AsSpan(0, length), start));
        byte[]? previousHash = null;
        Envelope held = default;
        foreach (ref readonly FrameLocation frame in frames)
        {
            if (!FrameFormat.TryRead(window[Math.Min(window.Length, frame.Offset - start)..], FrameFormat.AppendMagic, out ReadOnlySpan<byte> body))
            {
                throw new JournalDamagedException(
                    SegmentFolder.PathOf(folder, frame.Segment), frame.Offset, "the record has changed since the journal was opened",
                    entityId, frame.FirstSequence);
            }
            for (int at = 0; at < body.Length; at += held.Bytes.Length)
            {
                Envelope envelope = Envelope.Read(body[at..]);
                byte[] ownPrevious = envelope.PreviousHash.ToArray();
                // The next envelope carries the hash of the one before, which spares computing it.
                if (previousHash is not null)
                    events.Add(_decoder.Decode(entityId, held, previousHash, ownPrevious));
                previousHash = envelope.Sequence > afterSequence ? ownPrevious : null;
                held = envelope;
            }
        }
        if (previousHash is not null)
            events.Add(_decoder.Decode(entityId, held, previousHash, Hash256.Of(held.Bytes).ToArray()));
    }
}
