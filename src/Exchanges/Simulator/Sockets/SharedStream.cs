namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// The raw connection under a WebSocket. Ready-made frames and the WebSocket's own (pong, close) both go through it, one whole write at a
/// time; and it knows when anything last moved, pings included.
/// </summary>
internal sealed class SharedStream(Stream inner, TimeProvider time) : Stream
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _lastActivity = time.GetTimestamp();
    private long _writeBegan;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>How long nothing has moved either way.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _lastActivity));

    /// <summary>How long the write in progress has waited for the other side; zero with none.</summary>
    public TimeSpan Stalled => Volatile.Read(ref _writeBegan) is var began and not 0 ? time.GetElapsedTime(began) : TimeSpan.Zero;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        NoteActivity();
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            Volatile.Write(ref _writeBegan, Math.Max(1, time.GetTimestamp()));
            await inner.WriteAsync(buffer, cancellationToken);
            await inner.FlushAsync(cancellationToken);
            NoteActivity();
        }
        finally
        {
            Volatile.Write(ref _writeBegan, 0);
            _writing.Release();
        }
    }

    /// <summary>Nothing is held back: every write is already on its way.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _writing.Dispose();
        }
        base.Dispose(disposing);
    }

    private void NoteActivity() => Volatile.Write(ref _lastActivity, time.GetTimestamp());
}
