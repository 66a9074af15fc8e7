using System.Runtime.InteropServices;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// All segments of a journal read, verified and indexed. Refuses damage; a torn end of the last segment is measured, not touched.
/// </summary>
internal sealed class JournalScan
{
    private readonly string[] _files;

    private JournalScan(string folder)
    {
        Folder = folder;
        _files = SegmentFolder.List(folder);
    }

    public string Folder { get; }

    public JournalIndex Index { get; } = new();

    /// <summary>Null when the journal has no event and no header yet.</summary>
    public JournalTail? Tail { get; private set; }

    public long TornBytes { get; private set; }

    /// <summary>The file that <see cref="TornBytes"/> were found in; null when none.</summary>
    public string? TornFile { get; private set; }

    public long Events { get; private set; }

    public int Segments => _files.Length;

    public static JournalScan Of(string folder)
    {
        var scan = new JournalScan(folder);
        int width = Math.Max(1, Environment.ProcessorCount);
        for (int first = 0; first < scan._files.Length; first += width)
        {
            var found = new SegmentScan[Math.Min(width, scan._files.Length - first)];
            ScanTogether(scan._files, first, found);
            for (int i = 0; i < found.Length; i++)
                scan.Join(found[i], first + i + 1);
        }
        return scan;
    }

    private static void ScanTogether(string[] files, int first, SegmentScan[] found)
    {
        try
        {
            Parallel.For(0, found.Length, i => found[i] = SegmentScan.Of(files[first + i]));
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            throw e.InnerExceptions.OfType<JournalDamagedException>().OrderBy(damage => damage.File, StringComparer.Ordinal)
                .FirstOrDefault() ?? e.InnerExceptions[0];
        }
    }

    private void Join(SegmentScan segment, int number)
    {
        VerifyHeader(segment, number);
        EntityLog[] logs = [.. segment.Entities.Select(Index.GetOrAdd)];
        foreach (ref readonly ScannedAppend append in CollectionsMarshal.AsSpan(segment.Appends))
        {
            JournalIndex.Join(logs[append.Entity], segment.File, number, append);
            Events += append.LastSequence - append.FirstSequence + 1;
        }
        if (segment.Bad is { } bad)
            JudgeBad(segment, bad, isLast: number == _files.Length);
        if (segment.Header is { } header)
        {
            Tail = new JournalTail(
                header.JournalId, number, segment.HeaderFrame, segment.GoodBytes,
                segment.Appends.Count > 0 ? segment.Appends[^1].Last : default);
        }
    }

    private void VerifyHeader(SegmentScan segment, int number)
    {
        if (segment.Header is not { } header)
            return;
        Hash256 previousEnd = Tail is null ? default : SegmentHeader.EndOf(Tail.HeaderFrame, Tail.Length, Tail.LastEvent);
        if (header.Number != number)
            throw new JournalDamagedException(segment.File, 0, $"it is segment {header.Number} under another's name");
        if (Tail is not null && header.JournalId != Tail.JournalId)
            throw new JournalDamagedException(segment.File, 0, "the segment is of another journal");
        if (header.PreviousEnd != previousEnd)
            throw new JournalDamagedException(segment.File, 0, "the segment before it does not end as it did when this one was begun");
    }

    // A kill leaves a part of the last write, and nothing after it. Anything else was whole once and has been damaged since.
    private void JudgeBad(SegmentScan segment, BadFrame bad, bool isLast)
    {
        if (isLast && !bad.ValidFramesFollow)
        {
            TornBytes = segment.TotalBytes - segment.GoodBytes;
            TornFile = segment.File;
            return;
        }
        bool known = bad.EntityId is not null && Index.IsNext(bad.EntityId, bad.Sequence);
        throw new JournalDamagedException(
            segment.File, bad.Offset, bad.Reason, known ? bad.EntityId : null, known ? bad.Sequence : null);
    }
}
