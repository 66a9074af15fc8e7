using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// The right to write a folder. The operating system's lock on a file is free as soon as its holder has died; a holder that stands still
/// keeps that lock, but not the token, which the next one raises.
/// </summary>
internal sealed class FileLease : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly LeaseRecord _record;

    private FileLease(string folder, FileStream heldLock, Timestamp now)
    {
        _folder = folder;
        _lock = heldLock;
        _record = LeaseRecord.Open(folder);
        Token = _record.ReadToken() + 1;
        _record.Write(new LeaseHolder(Token, Environment.ProcessId, Environment.MachineName, now));
    }

    public long Token { get; }

    /// <summary>Throws <see cref="JournalLockedException"/> when another holds it.</summary>
    public static FileLease Take(string folder, Timestamp now)
    {
        FileStream ours;
        try
        {
            ours = Lock(LockIn(folder), FileMode.OpenOrCreate);
        }
        catch (IOException held) when (held is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new JournalLockedException(folder, LeaseRecord.Find(folder), held);
        }
        return Begin(folder, ours, now);
    }

    /// <summary>
    /// Takes it from a holder that stands still: its lock stays with the file that is deleted here. Null when another does the same just now.
    /// </summary>
    public static FileLease? TakeFromStalled(string folder, LeaseHolder? stalled, Timestamp now)
    {
        try
        {
            using FileStream taking = Lock(Path.Combine(folder, "lock.taking"), FileMode.OpenOrCreate);
            if (LeaseRecord.Find(folder) != stalled)
                return null;
            File.Delete(LockIn(folder));
            return Begin(folder, Lock(LockIn(folder), FileMode.CreateNew), now);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Throws <see cref="JournalFencedException"/> once another has taken it.</summary>
    public void Demand()
    {
        if (_record.ReadToken() != Token)
            throw new JournalFencedException(_folder, LeaseRecord.Find(_folder));
    }

    public void Dispose()
    {
        _lock.Dispose();
        _record.Dispose();
    }

    private static FileLease Begin(string folder, FileStream heldLock, Timestamp now)
    {
        try
        {
            return new FileLease(folder, heldLock, now);
        }
        catch
        {
            heldLock.Dispose();
            throw;
        }
    }

    private static string LockIn(string folder) => Path.Combine(folder, "lock");

    private static FileStream Lock(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
}
