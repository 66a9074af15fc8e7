using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Reads one entity's events back, by where the index says they stand. Neighbouring appends are read in one go.</summary>
internal sealed class EntityReader(string folder, IEventCodec codec)
{
    // Events hold on to the window they came in; a small one keeps that cheap and out of the large object heap.
    private const int WindowBytes = 64 * 1024;
    private readonly EventDecoder _decoder = new(codec);

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
                    file = SegmentBytes.Open(SegmentFolder.PathOf(folder, openSegment));
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
        byte[] window = SegmentBytes.Read(file, start, frames[^1].Offset + frames[^1].Length - start);
        foreach (ref readonly FrameLocation frame in frames)
        {
            int offset = Math.Min(window.Length, frame.Offset - start);
            if (!FrameFormat.TryRead(window.AsSpan(offset), FrameFormat.AppendMagic, out ReadOnlySpan<byte> body))
            {
                throw new JournalDamagedException(
                    SegmentFolder.PathOf(folder, frame.Segment), frame.Offset, "the record has changed since the journal was opened",
                    entityId, frame.FirstSequence);
            }
            int bodyAt = offset + FrameFormat.HeadBytes;
            for (int at = 0, length; at < body.Length; at += length)
            {
                Envelope envelope = Envelope.Read(body[at..]);
                length = envelope.Bytes.Length;
                if (envelope.Sequence > afterSequence)
                    events.Add(_decoder.Decode(entityId, envelope, window.AsMemory(bodyAt + at, length)));
            }
        }
    }
}
