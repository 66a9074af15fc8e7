using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Values;

namespace CoinPilot.App.Journals;

/// <summary>A venue's market data, every trade of which is kept in the database once the system has it.</summary>
internal sealed class KeptTicks(IMarketDataVenue venue, TickWriter ticks) : IMarketDataVenue
{
    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => venue.GetMarketsAsync(cancellation);

    public Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation) =>
        venue.GetCandlesAsync(symbol, before, count, cancellation);

    public Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation) =>
        venue.StreamAsync(symbols, afterOpenTimes, new Sink(symbols, sink, ticks), cancellation);

    private sealed class Sink(IReadOnlyList<Symbol> symbols, IMarketDataSink sink, TickWriter ticks) : IMarketDataSink
    {
        public int BookDepth => sink.BookDepth;

        public void OnTrade(int symbol, in Trade trade)
        {
            sink.OnTrade(symbol, trade);
            ticks.Add(symbols[symbol], trade);
        }

        public void OnBook(int symbol, OrderBook book) => sink.OnBook(symbol, book);

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) => sink.OnClosedCandle(symbol, candle, intervalMinutes);

        public void OnConnection(ConnectionState state, string detail) => sink.OnConnection(state, detail);
    }
}
