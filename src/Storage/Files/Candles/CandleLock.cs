using System.Globalization;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// Keeps a second writer out of a series' folder. The holder's process id stands in a file of its own, because a locked file cannot be read.
/// The operating system frees the lock when the process ends, however it ends.
/// </summary>
internal sealed class CandleLock : IDisposable
{
    private readonly FileStream _stream;

    private CandleLock(FileStream stream) => _stream = stream;

    /// <summary>Throws <see cref="CandlesLockedException"/> when another holds it.</summary>
    public static CandleLock Take(string folder, CandleKey key)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new CandlesLockedException(key.ToString(), ReadHolder(folder), e);
        }
        File.WriteAllText(HolderPath(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new CandleLock(stream);
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
