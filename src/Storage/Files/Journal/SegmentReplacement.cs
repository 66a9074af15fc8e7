namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Puts a copy in the place of the segment that a stalled process may still have open: what that one writes later goes into a file that
/// nobody reads.
/// </summary>
internal static class SegmentReplacement
{
    public static void Run(JournalScan scan)
    {
        if (scan.Tail is not { } tail)
            return;
        string path = SegmentFolder.PathOf(scan.Folder, tail.Segment);
        string copy = path + ".copy";
        using (FileStream file = new(copy, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(SegmentBytes.ReadAll(path).AsSpan(0, (int)tail.Length));
            file.Flush(flushToDisk: true);
        }
        File.Move(copy, path, overwrite: true);
        DirectoryFlush.Flush(scan.Folder);
    }
}
