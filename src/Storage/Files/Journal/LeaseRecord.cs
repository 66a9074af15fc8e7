using System.Globalization;
using System.Text;
using CoinPilot.Values;
using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// The file that says who may write a folder's journal: token, process, host, time. Written in place, and only when the journal changes
/// hands, so that whoever held it before sees it at once through the handle it has.
/// </summary>
internal sealed class LeaseRecord : IDisposable
{
    private const int TokenDigits = 19;
    private readonly SafeFileHandle _handle;

    private LeaseRecord(SafeFileHandle handle) => _handle = handle;

    public static LeaseRecord Open(string folder) => new(File.OpenHandle(
        PathIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Null where no process ever held it, or it cannot be read.</summary>
    public static LeaseHolder? Find(string folder)
    {
        try
        {
            string[] parts = Encoding.UTF8.GetString(SegmentBytes.ReadAll(PathIn(folder))).Split(' ', '\n');
            return new LeaseHolder(
                long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[3],
                new Timestamp(long.Parse(parts[2], CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is IOException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The token as it stands now; 0 before the first holder.</summary>
    public long ReadToken()
    {
        Span<byte> digits = stackalloc byte[TokenDigits];
        int read = RandomAccess.Read(_handle, digits, 0);
        return read == TokenDigits ? long.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    public void Write(LeaseHolder holder)
    {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{holder.Token:D19} {holder.ProcessId} {holder.Since.UnixMicros} {holder.Host}\n");
        RandomAccess.Write(_handle, Encoding.UTF8.GetBytes(text), 0);
        RandomAccess.FlushToDisk(_handle);
    }

    public void Dispose() => _handle.Dispose();

    private static string PathIn(string folder) => Path.Combine(folder, "lease");
}
