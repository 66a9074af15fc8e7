using System.Runtime.InteropServices;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>One append found in a segment, its own events verified against each other. <paramref name="Entity"/> counts in <see cref="SegmentScan.Entities"/>.</summary>
internal readonly record struct ScannedAppend(
    int Entity, long FirstSequence, long LastSequence, int Offset, int Length, Hash256 Previous, Hash256 Last);

/// <summary>What cannot be read in a segment. Entity and sequence are as the damaged bytes read, not to be trusted alone.</summary>
internal sealed record BadFrame(int Offset, string Reason, bool ValidFramesFollow, string? EntityId, long Sequence);

/// <summary>One segment checked by itself: frames, checksums, hashes within each append. Segments can be scanned side by side.</summary>
internal sealed class SegmentScan
{
    private readonly Utf8Names _names = new();
    private readonly Dictionary<string, int> _numbers = new(ReferenceEqualityComparer.Instance);

    private SegmentScan(string file) => File = file;

    public string File { get; }

    /// <summary>Null when the segment ends inside its header.</summary>
    public SegmentHeader? Header { get; private set; }

    public byte[] HeaderFrame { get; private set; } = [];

    /// <summary>The entities of this segment, in the order in which they come.</summary>
    public List<string> Entities { get; } = [];

    public List<ScannedAppend> Appends { get; } = [];

    /// <summary>Bytes up to the end of the last good frame.</summary>
    public int GoodBytes { get; private set; }

    public int TotalBytes { get; private set; }

    public BadFrame? Bad { get; private set; }

    public Hash256 End => SegmentHeader.EndOf(HeaderFrame, GoodBytes, Appends[^1].Last);

    public static SegmentScan Of(string file) => Of(file, SegmentBytes.ReadAll(file));

    public static SegmentScan Of(string file, ReadOnlySpan<byte> data)
    {
        var scan = new SegmentScan(file) { TotalBytes = data.Length };
        scan.ReadHeader(data);
        while (scan.Bad is null && scan.GoodBytes < data.Length)
            scan.ReadAppend(data);
        return scan;
    }

    private void ReadHeader(ReadOnlySpan<byte> data)
    {
        try
        {
            if (!FrameFormat.TryRead(data, FrameFormat.SegmentMagic, out ReadOnlySpan<byte> body))
            {
                SetBad(data, "the segment's header is cut off or fails its checksum");
                return;
            }
            Header = SegmentHeader.Read(body);
            GoodBytes = FrameFormat.HeadBytes + body.Length;
            HeaderFrame = data[..GoodBytes].ToArray();
        }
        catch (FormatException e)
        {
            throw new JournalDamagedException(File, 0, e.Message);
        }
    }

    private void ReadAppend(ReadOnlySpan<byte> data)
    {
        if (!FrameFormat.TryRead(data[GoodBytes..], FrameFormat.AppendMagic, out ReadOnlySpan<byte> body))
        {
            SetBad(data, "the record is cut off or fails its checksum");
            return;
        }
        try
        {
            Appends.Add(Verify(body));
            GoodBytes += FrameFormat.HeadBytes + body.Length;
        }
        catch (FormatException e)
        {
            throw new JournalDamagedException(File, GoodBytes, e.Message);
        }
    }

    private ScannedAppend Verify(ReadOnlySpan<byte> body)
    {
        Envelope first = Envelope.Read(body);
        Hash256 last = Hash256.Of(first.Bytes);
        string entityId = _names.Get(first.EntityId);
        long sequence = first.Sequence;
        for (int at = first.Bytes.Length; at < body.Length;)
        {
            Envelope next = Envelope.Read(body[at..]);
            sequence++;
            if (next.Sequence != sequence || next.PreviousHash != last || !next.EntityId.SequenceEqual(first.EntityId))
                throw new JournalDamagedException(File, GoodBytes, "the hash chain is broken inside an append", entityId, sequence);
            last = Hash256.Of(next.Bytes);
            at += next.Bytes.Length;
        }
        return new ScannedAppend(
            NumberOf(entityId), first.Sequence, sequence, GoodBytes, FrameFormat.HeadBytes + body.Length, first.PreviousHash, last);
    }

    private int NumberOf(string entityId)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, entityId, out bool isKnown);
        if (!isKnown)
        {
            number = Entities.Count;
            Entities.Add(entityId);
        }
        return number;
    }

    private void SetBad(ReadOnlySpan<byte> data, string reason)
    {
        bool validFramesFollow = FrameFormat.FindAppend(data, GoodBytes + 1) >= 0;
        (string? entityId, long sequence) = Guess(data[GoodBytes..]);
        Bad = new BadFrame(GoodBytes, reason, validFramesFollow, entityId, sequence);
    }

    private (string? EntityId, long Sequence) Guess(ReadOnlySpan<byte> frame)
    {
        if (frame.Length <= FrameFormat.HeadBytes)
            return default;
        try
        {
            var reader = new WireReader(frame[FrameFormat.HeadBytes..]);
            return (_names.Get(reader.ReadBytes()), reader.ReadLong());
        }
        catch (FormatException)
        {
            return default;
        }
    }
}
