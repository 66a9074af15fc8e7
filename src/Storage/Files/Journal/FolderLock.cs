using System.Globalization;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// Keeps a second writer out of a folder. The holder's process id stands in a file of its own, because a locked file cannot be read.
/// The operating system frees the lock when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _stream;

    private FolderLock(FileStream stream) => _stream = stream;

    /// <summary>Throws <see cref="JournalLockedException"/> when another holds it.</summary>
    public static FolderLock Take(string folder)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new JournalLockedException(folder, ReadHolder(folder), e);
        }
        File.WriteAllText(HolderPath(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(stream);
    }

    public void Dispose() => _stream.Dispose();

    private static string HolderPath(string folder) => Path.Combine(folder, "lock.pid");

    private static int? ReadHolder(string folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(HolderPath(folder)), CultureInfo.InvariantCulture, out int pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
