using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>
/// A venue's market data that is recorded on its way. What was seen is in the file a tenth of a second later at most; a kill loses no more.
/// </summary>
internal sealed class RecordedMarket(IMarketDataVenue venue, string file, string source, TimeProvider time) : IMarketDataVenue
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => venue.GetMarketsAsync(cancellation);

    public Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation) =>
        venue.GetCandlesAsync(symbol, before, count, cancellation);

    /// <summary><inheritdoc/> Throws <see cref="IOException"/> when the file cannot be written.</summary>
    public async Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation)
    {
        using RecordingWriter writer = RecordingWriter.Open(file, source, symbols, Timestamp.From(time.GetUtcNow()));
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task flushing = FlushAsync(writer, ended.Token);
        try
        {
            await venue.StreamAsync(symbols, afterOpenTimes, new Sink(sink, writer, time), cancellation);
        }
        finally
        {
            await ended.CancelAsync();
            await flushing;
        }
    }

    private async Task FlushAsync(RecordingWriter writer, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(FlushInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                writer.Flush();
        }
        catch (OperationCanceledException)
        {
            // The stream has ended; the writer's end flushes the rest.
        }
    }

    private sealed class Sink(IMarketDataSink inner, RecordingWriter writer, TimeProvider time) : IMarketDataSink
    {
        public int BookDepth => inner.BookDepth;

        private Timestamp Now => Timestamp.From(time.GetUtcNow());

        public void OnTrade(int symbol, in Trade trade)
        {
            writer.AddTrade(symbol, trade, Now);
            inner.OnTrade(symbol, trade);
        }

        public void OnBook(int symbol, OrderBook book) => inner.OnBook(symbol, book);

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
        {
            writer.AddCandle(symbol, candle, intervalMinutes, Now);
            inner.OnClosedCandle(symbol, candle, intervalMinutes);
        }

        public void OnConnection(ConnectionState state, string detail)
        {
            writer.AddConnection($"{state.ToString().ToLowerInvariant()} {detail}".TrimEnd(), Now);
            inner.OnConnection(state, detail);
        }
    }
}
