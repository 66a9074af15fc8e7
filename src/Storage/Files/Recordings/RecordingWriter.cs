using System.Buffers;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Recordings;

/// <summary>
/// Appends a session to a recording. Events gather until <see cref="Flush"/> hands them to the operating system as one frame; what was
/// flushed survives a kill of the process. Any thread.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    private const int FullBytes = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _batch = new();

    private RecordingWriter(FileStream file) => _file = file;

    public long Trades { get; private set; }

    public long Candles { get; private set; }

    /// <summary>
    /// Begins the file, or goes on with it after cutting what a kill left of its last write. Throws <see cref="RecordingDamagedException"/> for one that
    /// is no recording, <see cref="IOException"/> when another process writes it.
    /// </summary>
    /// <param name="source">Where the events come from, for whoever reads the file.</param>
    public static RecordingWriter Open(string file, string source, IReadOnlyList<Symbol> symbols, Timestamp startedAt)
    {
        FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            int end = stream.Length == 0 ? 0 : Recording.Read(file).Length;
            stream.SetLength(end);
            stream.Position = end;
            stream.Write(RecordingFormat.EncodeSession(source, symbols, startedAt));
            return new RecordingWriter(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <param name="symbol">Its number in the session's list.</param>
    public void AddTrade(int symbol, in Trade trade, Timestamp receivedAt)
    {
        lock (_lock)
        {
            RecordingFormat.WriteTrade(_batch, symbol, trade, receivedAt);
            Trades++;
            FlushWhenFull();
        }
    }

    /// <inheritdoc cref="AddTrade"/>
    public void AddCandle(int symbol, in Candle candle, int intervalMinutes, Timestamp receivedAt)
    {
        lock (_lock)
        {
            RecordingFormat.WriteCandle(_batch, symbol, candle, intervalMinutes, receivedAt);
            Candles++;
            FlushWhenFull();
        }
    }

    public void AddConnection(string detail, Timestamp receivedAt)
    {
        lock (_lock)
            RecordingFormat.WriteConnection(_batch, detail, receivedAt);
    }

    public void Flush()
    {
        lock (_lock)
            WriteBatch();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            WriteBatch();
            _file.Flush(flushToDisk: true);
            _file.Dispose();
        }
    }

    private void FlushWhenFull()
    {
        if (_batch.WrittenCount >= FullBytes)
            WriteBatch();
    }

    private void WriteBatch()
    {
        if (_batch.WrittenCount == 0)
            return;
        _file.Write(RecordingFormat.Frame(RecordingFormat.BatchMagic, _batch.WrittenSpan));
        _batch.ResetWrittenCount();
    }
}
