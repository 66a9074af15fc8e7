using System.IO.MemoryMappedFiles;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>A whole file mapped into memory, read only. Spans of it must not be used after <see cref="Dispose"/>.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _length;
    private byte* _start;

    private MappedFile(MemoryMappedFile map, int length)
    {
        _map = map;
        _length = length;
        _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public ReadOnlySpan<byte> Bytes => _start is null ? throw new ObjectDisposedException(nameof(MappedFile)) : new ReadOnlySpan<byte>(_start, _length);

    public static MappedFile Open(string path)
    {
        // Replaced as a whole by writers, so what is open here never changes.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            if (stream.Length is 0 or > int.MaxValue)
                throw new CandleStoreDamagedException(path, $"{stream.Length} bytes");
            return new MappedFile(MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false), (int)stream.Length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The record of that number, from 0, in the records that start at byte <paramref name="recordsAt"/>.</summary>
    public ref readonly CandleRecord Record(int recordsAt, int number) => ref *(CandleRecord*)(_start + recordsAt + (long)number * CandleRecord.Size);

    public void Dispose()
    {
        if (_start is null)
            return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
