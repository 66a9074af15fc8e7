using System.Collections.Concurrent;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Exchanges.Soak;

/// <summary>Keeps every closed candle and trade number, and the last book of each symbol.</summary>
internal sealed class SoakSink : IMarketDataSink
{
    public ConcurrentQueue<(int Symbol, Candle Candle)> Candles { get; } = [];

    public ConcurrentQueue<(int Symbol, long Number)> Trades { get; } = [];

    public ConcurrentDictionary<int, OrderBook> Books { get; } = [];

    public int BookDepth => 15;

    public void OnTrade(int symbol, in Trade trade) => Trades.Enqueue((symbol, trade.SequentialId));

    public void OnBook(int symbol, OrderBook book) => Books[symbol] = book;

    public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) => Candles.Enqueue((symbol, candle));

    public void OnConnection(ConnectionState state, string detail)
    {
    }
}
