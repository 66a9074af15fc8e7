using System.Buffers;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>
/// The hash of an envelope, computed when somebody looks: recovery reads millions of events and no hash,
/// and hashing would cost more than all the rest.
/// </summary>
internal sealed class LazyHash(ReadOnlyMemory<byte> envelope) : MemoryManager<byte>
{
    private byte[]? _hash;

    public override Memory<byte> Memory => CreateMemory(Hash256.Size);

    public override Span<byte> GetSpan() => _hash ??= Hash256.Of(envelope.Span).ToArray();

    public override MemoryHandle Pin(int elementIndex = 0) => GetSpan().ToArray().AsMemory(elementIndex).Pin();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
