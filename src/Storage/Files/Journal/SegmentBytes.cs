namespace CoinPilot.Storage.Files.Journal;

/// <summary>Reads a file that another process may be appending to.</summary>
internal static class SegmentBytes
{
    public static byte[] ReadAll(string file) => ReadFrom(file, 0);

    /// <summary>The bytes from <paramref name="offset"/> to where the file ended when it was opened.</summary>
    public static byte[] ReadFrom(string file, long offset)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var data = new byte[Math.Max(0, RandomAccess.GetLength(handle) - offset)];
        int read = 0;
        while (read < data.Length)
        {
            int count = RandomAccess.Read(handle, data.AsSpan(read), offset + read);
            if (count == 0)
                return data[..read];
            read += count;
        }
        return data;
    }
}
