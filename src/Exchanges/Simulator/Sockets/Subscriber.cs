using System.Threading.Channels;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One connection as the floor sees it: what it wants and the frames that wait for it. Nothing here ever blocks the market.</summary>
internal sealed class Subscriber
{
    private const int BatchBytes = 64 * 1024;

    private readonly Channel<byte[]> _frames =
        Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = false });

    private readonly byte[] _batch = new byte[BatchBytes];
    private int _pending;

    /// <summary>Guarded by the floor's lock.</summary>
    public Subscription Subscription { get; set; } = Subscription.None;

    /// <summary>Frames not yet handed to the network; the queue's bound is kept by who sends.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Ends the connection at once. Set before the subscriber is made known.</summary>
    public required Action CutOff { get; init; }

    /// <summary>True when the connection agreed on permessage-deflate.</summary>
    public bool IsCompressed { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>Told of each frame that is queued, before it can be sent. Any thread.</summary>
    public required Action Counted { get; init; }

    public void Send(byte[] frame)
    {
        Counted();
        Interlocked.Increment(ref _pending);
        _frames.Writer.TryWrite(frame);
    }

    /// <summary>No frame is taken any more; those that wait are still sent.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Writes what waits, many frames at a time, until <see cref="Complete"/>; <paramref name="onBatch"/> hears of each write.</summary>
    public async Task PumpAsync(Stream stream, Action onBatch, CancellationToken cancellation)
    {
        while (await _frames.Reader.WaitToReadAsync(cancellation))
        {
            (ReadOnlyMemory<byte> bytes, int count) = TakeBatch();
            await stream.WriteAsync(bytes, cancellation);
            Interlocked.Add(ref _pending, -count);
            onBatch();
        }
    }

    // Never longer than it was.
    private byte[] Spell(byte[] frame) => IsCompressed ? SocketFrame.Compress(frame) : frame;

    private (ReadOnlyMemory<byte> Bytes, int Count) TakeBatch()
    {
        int length = 0, count = 0;
        while (_frames.Reader.TryPeek(out byte[]? next) && length + next.Length <= BatchBytes)
        {
            _frames.Reader.TryRead(out _);
            byte[] frame = Spell(next);
            frame.CopyTo(_batch, length);
            length += frame.Length;
            count++;
        }
        if (count > 0)
            return (_batch.AsMemory(0, length), count);
        _frames.Reader.TryRead(out byte[]? large);
        return (Spell(large!), 1);
    }
}
