namespace CoinPilot.Storage.Files.Journal;

/// <summary>Cuts off what a kill left of the last write.</summary>
internal static class TornTail
{
    public static void Cut(JournalScan scan)
    {
        if (scan.TornFile is null)
            return;
        bool headerIsWhole = scan.Tail is { } tail && SegmentFolder.PathOf(scan.Folder, tail.Segment) == scan.TornFile;
        if (headerIsWhole)
            Truncate(scan.TornFile, scan.Tail!.Length);
        else
            File.Delete(scan.TornFile);
        DirectoryFlush.Flush(scan.Folder);
    }

    private static void Truncate(string file, long length)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
    }
}
