namespace CoinPilot.Storage.Files.Journal;

/// <summary>The end of the journal on the disk: the segment being written, and the step to the next.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly FileJournalOptions _options;
    private ISegmentFile? _file;
    private JournalTail _tail;

    /// <summary>Goes on where <paramref name="tail"/> ends; begins a new journal where it is null.</summary>
    public SegmentWriter(FileJournalOptions options, JournalTail? tail)
    {
        _options = options;
        _tail = tail ?? Begin(new SegmentHeader(options.NewId(), 1, default));
        _file ??= options.OpenSegment(SegmentFolder.PathOf(options.Folder, _tail.Segment));
    }

    public string JournalId => _tail.JournalId;

    public int Segment => _tail.Segment;

    public int Length => (int)_tail.Length;

    /// <summary>Starts the next segment when this one is full.</summary>
    public void RollWhenFull()
    {
        bool hasEvents = _tail.Length > _tail.HeaderFrame.Length;
        if (!hasEvents || _tail.Length < _options.SegmentBytes)
            return;
        Hash256 end = SegmentHeader.EndOf(_tail.HeaderFrame, _tail.Length, _tail.LastEvent);
        _file?.Dispose();
        _file = null;
        _tail = Begin(new SegmentHeader(_tail.JournalId, _tail.Segment + 1, end));
    }

    /// <summary>Writes one group and returns when it is on the disk.</summary>
    public void Append(ReadOnlySpan<byte> group, Hash256 lastEvent)
    {
        _file!.Write(group, _tail.Length);
        _file.Flush();
        _tail = _tail with { Length = _tail.Length + group.Length, LastEvent = lastEvent };
    }

    public void Dispose() => _file?.Dispose();

    private JournalTail Begin(SegmentHeader header)
    {
        byte[] frame = header.ToFrame();
        _file = _options.OpenSegment(SegmentFolder.PathOf(_options.Folder, header.Number));
        _file.Write(frame, 0);
        _file.Flush();
        DirectoryFlush.Flush(_options.Folder);
        return new JournalTail(header.JournalId, header.Number, frame, frame.Length, default);
    }
}
