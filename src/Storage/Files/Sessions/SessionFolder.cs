namespace CoinPilot.Storage.Files.Sessions;

/// <summary>The folder of all recorded sessions.</summary>
public static class SessionFolder
{
    /// <summary>The sessions' own folders, oldest first; none where nothing was ever recorded.</summary>
    public static IReadOnlyList<string> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>
    /// Deletes sessions that are too old or too much, oldest first and whole, since a session is worth nothing without its beginning.
    /// Gives what stands in the way of another segment of <paramref name="current"/>; null for nothing.
    /// </summary>
    internal static string? MakeRoom(SessionLogOptions options, string current)
    {
        string oldest = Path.Combine(options.Folder, SessionFormat.FolderOf(Values.Timestamp.From(options.Time.GetUtcNow() - options.MostAge)));
        List<string> others = [.. List(options.Folder).Where(f => f != current)];
        foreach (string aged in others.Where(f => string.CompareOrdinal(f, oldest) < 0))
            Directory.Delete(aged, recursive: true);
        others.RemoveAll(f => string.CompareOrdinal(f, oldest) < 0);
        long own = BytesIn(current) + options.SegmentBytes;
        long all = own + others.Sum(BytesIn);
        foreach (string other in others)
        {
            if (all <= options.MostBytes)
                break;
            all -= BytesIn(other);
            Directory.Delete(other, recursive: true);
        }
        if (own > options.MostBytes)
            return $"this session alone has come to the limit of {options.MostBytes} bytes";
        Directory.CreateDirectory(options.Folder);
        return new DriveInfo(Path.GetFullPath(options.Folder)).AvailableFreeSpace < options.FreeBytes
            ? $"less than {options.FreeBytes} bytes are free on the disk"
            : null;
    }

    private static long BytesIn(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(SessionFormat.SegmentPattern).Sum(f => f.Length) : 0;
}
