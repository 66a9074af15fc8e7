using Microsoft.Win32.SafeHandles;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>The file under the segment that is being written.</summary>
internal interface ISegmentFile : IDisposable
{
    void Write(ReadOnlySpan<byte> data, long offset);

    /// <summary>Returns when all that was written is on the disk.</summary>
    void Flush();
}

/// <inheritdoc/>
internal sealed class SegmentFile : ISegmentFile
{
    private readonly SafeFileHandle _handle;

    private SegmentFile(SafeFileHandle handle) => _handle = handle;

    public static ISegmentFile Open(string path) =>
        new SegmentFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));

    public void Write(ReadOnlySpan<byte> data, long offset) => RandomAccess.Write(_handle, data, offset);

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
