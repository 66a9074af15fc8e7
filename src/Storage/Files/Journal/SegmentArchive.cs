using System.Security.Cryptography;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Moves a journal's closed segments to another disk and leaves links in their places: nothing is ever deleted, and everything that reads the
/// journal goes on reading all of it. May run beside the writer, which never touches a closed segment.
/// </summary>
public static class SegmentArchive
{
    /// <summary>
    /// Gives the number of segments moved. Throws <see cref="IOException"/>, also when the archive has another file of a segment's name;
    /// what was moved by then is whole in its place.
    /// </summary>
    public static int Run(string journalFolder, string archiveFolder)
    {
        string archive = Path.GetFullPath(archiveFolder);
        Directory.CreateDirectory(archive);
        int moved = 0;
        foreach (string segment in SegmentFolder.List(journalFolder).SkipLast(1).Where(path => new FileInfo(path).LinkTarget is null))
        {
            string copy = Path.Combine(archive, Path.GetFileName(segment));
            Copy(segment, copy);
            string link = segment + ".link";
            File.Delete(link);
            File.CreateSymbolicLink(link, copy);
            File.Move(link, segment, overwrite: true);
            DirectoryFlush.Flush(journalFolder);
            moved++;
        }
        return moved;
    }

    private static void Copy(string segment, string copy)
    {
        if (!File.Exists(copy))
        {
            string unfinished = copy + ".unfinished";
            using (FileStream from = File.OpenRead(segment))
            using (FileStream to = new(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }
            File.Move(unfinished, copy);
            DirectoryFlush.Flush(Path.GetDirectoryName(copy)!);
        }
        if (!HashOf(segment).AsSpan().SequenceEqual(HashOf(copy)))
            throw new IOException($"{copy} is not what {segment} is: another journal's, or damaged; nothing was changed");
    }

    private static byte[] HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
