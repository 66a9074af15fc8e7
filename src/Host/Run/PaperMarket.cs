using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>A venue's market data on its way to the strategies; the paper account sees each trade first, as a venue would.</summary>
internal sealed class PaperMarket(IMarketDataVenue venue, PaperVenue paper) : IMarketDataVenue
{
    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => venue.GetMarketsAsync(cancellation);

    public Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation) =>
        venue.GetCandlesAsync(symbol, before, count, cancellation);

    public Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation) =>
        venue.StreamAsync(symbols, afterOpenTimes, new Sink(symbols, sink, paper), cancellation);

    private sealed class Sink(IReadOnlyList<Symbol> symbols, IMarketDataSink inner, PaperVenue paper) : IMarketDataSink
    {
        public int BookDepth => inner.BookDepth;

        public void OnTrade(int symbol, in Trade trade)
        {
            paper.OnTrade(symbols[symbol], trade);
            inner.OnTrade(symbol, trade);
        }

        public void OnBook(int symbol, OrderBook book) => inner.OnBook(symbol, book);

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) => inner.OnClosedCandle(symbol, candle, intervalMinutes);

        public void OnConnection(ConnectionState state, string detail) => inner.OnConnection(state, detail);
    }
}
