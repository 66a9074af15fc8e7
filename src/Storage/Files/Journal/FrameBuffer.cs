using System.Buffers;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>A growing buffer whose bytes can be sealed in place and cut back.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private byte[] _data = new byte[64 * 1024];

    public int Length { get; private set; }

    public Span<byte> From(int start) => _data.AsSpan(start, Length - start);

    public void CutTo(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _data.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _data.AsSpan(Length);
    }

    private void EnsureFree(int count)
    {
        int needed = checked(Length + Math.Max(count, 1));
        if (needed > _data.Length)
            Array.Resize(ref _data, Math.Max(needed, checked(_data.Length * 2)));
    }
}
