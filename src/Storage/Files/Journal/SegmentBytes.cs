using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Reads a file that another process may be appending to.</summary>
internal static class SegmentBytes
{
    public static SafeFileHandle Open(string file) =>
        File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public static byte[] ReadAll(string file)
    {
        using SafeFileHandle handle = Open(file);
        return Read(handle, 0, checked((int)RandomAccess.GetLength(handle)));
    }

    /// <summary>Up to <paramref name="length"/> bytes; fewer only where the file ends.</summary>
    public static byte[] Read(SafeFileHandle file, long offset, int length)
    {
        byte[] data = GC.AllocateUninitializedArray<byte>(length);
        int read = 0;
        while (read < length)
        {
            int count = RandomAccess.Read(file, data.AsSpan(read), offset + read);
            if (count == 0)
                return data[..read];
            read += count;
        }
        return data;
    }
}
