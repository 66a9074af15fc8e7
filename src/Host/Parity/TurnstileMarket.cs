using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>
/// A venue's market data on its way to the actors. Trades pass; closed candles of several symbols, which become final at the same moment, wait here and
/// are let through one by one, in the order of their minutes and symbols. Streams begin at a moment of the clock that is asked for.
/// </summary>
internal sealed class TurnstileMarket(IMarketDataVenue venue, DrivenTime time, Timestamp opening) : IMarketDataVenue
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(IMarketDataSink Sink, int Symbol, Candle Candle, int Minutes), (Timestamp OpenTime, int Symbol)> _closed = new();

    /// <summary>Lets the first closed candle through; false where none waits. Not while the stream brings something.</summary>
    public bool Release()
    {
        (IMarketDataSink Sink, int Symbol, Candle Candle, int Minutes) next;
        lock (_gate)
        {
            if (!_closed.TryDequeue(out next, out _))
                return false;
        }
        next.Sink.OnClosedCandle(next.Symbol, next.Candle, next.Minutes);
        return true;
    }

    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => venue.GetMarketsAsync(cancellation);

    public Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation) =>
        venue.GetCandlesAsync(symbol, before, count, cancellation);

    public async Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation)
    {
        TimeSpan wait = opening - time.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellation);
        await venue.StreamAsync(symbols, afterOpenTimes, new Sink(sink, this), cancellation);
    }

    private sealed class Sink(IMarketDataSink inner, TurnstileMarket turnstile) : IMarketDataSink
    {
        public int BookDepth => inner.BookDepth;

        public void OnTrade(int symbol, in Trade trade) => inner.OnTrade(symbol, trade);

        public void OnBook(int symbol, OrderBook book) => inner.OnBook(symbol, book);

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
        {
            lock (turnstile._gate)
                turnstile._closed.Enqueue((inner, symbol, candle, intervalMinutes), (candle.OpenTime, symbol));
        }

        public void OnConnection(ConnectionState state, string detail) => inner.OnConnection(state, detail);
    }
}
