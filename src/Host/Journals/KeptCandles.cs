using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Storage.Postgres.Projections;
using CoinPilot.Values;

namespace CoinPilot.App.Journals;

/// <summary>A venue's market data, every final candle of which is kept in the database on its way.</summary>
internal sealed class KeptCandles(IMarketDataVenue venue, CandleTable table) : IMarketDataVenue
{
    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => venue.GetMarketsAsync(cancellation);

    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation)
    {
        IReadOnlyList<Candle> candles = await venue.GetCandlesAsync(symbol, before, count, cancellation);
        foreach (Candle candle in candles)
            table.Add(symbol, candle, intervalMinutes: 1);
        return candles;
    }

    public Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation) =>
        venue.StreamAsync(symbols, afterOpenTimes, new Sink(symbols, sink, table), cancellation);

    private sealed class Sink(IReadOnlyList<Symbol> symbols, IMarketDataSink sink, CandleTable table) : IMarketDataSink
    {
        public int BookDepth => sink.BookDepth;

        public void OnTrade(int symbol, in Trade trade) => sink.OnTrade(symbol, trade);

        public void OnBook(int symbol, OrderBook book) => sink.OnBook(symbol, book);

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
        {
            table.Add(symbols[symbol], candle, intervalMinutes);
            sink.OnClosedCandle(symbol, candle, intervalMinutes);
        }

        public void OnConnection(ConnectionState state, string detail) => sink.OnConnection(state, detail);
    }
}
