namespace CoinPilot.App.OwnStrategies;

/// <summary>
/// A strategy is code with all the rights of the process, its keys and its orders included. So nobody but the folder's owner and group may be able to
/// put one there. Windows' access lists are not looked at.
/// </summary>
internal static class FolderTrust
{
    /// <summary>What lets anybody write there, or null: the folder, a file in it, or a folder above that anybody may rename it in.</summary>
    public static string? ProblemOf(string folder, IEnumerable<string> files)
    {
        if (OperatingSystem.IsWindows())
            return null;
        string real = Resolve(folder);
        foreach (string path in files.Select(Resolve).Prepend(real))
        {
            if (File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherWrite))
                return $"{path}: anybody may write to it, and so could make this process run anything: chmod o-w it";
        }
        for (DirectoryInfo? above = Directory.GetParent(real); above is not null; above = above.Parent)
        {
            if ((above.UnixFileMode & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite)
                return $"{above.FullName}: anybody may write to it, and so could put another folder in the place of {real}: chmod o-w it";
        }
        return null;
    }

    private static string Resolve(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return Path.TrimEndingDirectorySeparator((info.ResolveLinkTarget(returnFinalTarget: true) ?? info).FullName);
    }
}
