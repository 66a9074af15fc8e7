using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>
/// Where market data comes from; one of the two contracts by which a venue plugs in.
/// The two Get calls throw <see cref="HttpRequestException"/> when the venue gives no usable answer.
/// </summary>
public interface IMarketDataVenue
{
    /// <summary>The markets that can be traded now.</summary>
    Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation);

    /// <summary>
    /// Up to <paramref name="count"/> final one-minute candles that opened before <paramref name="before"/> (null: the newest), oldest first.
    /// The candle in progress is left out. Minutes without a trade have none.
    /// </summary>
    Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation);

    /// <summary>
    /// Streams until cancelled: reconnects with backoff, resubscribes and backfills. For each symbol the sink sees every candle
    /// that closed after <paramref name="afterOpenTimes"/> (same order as <paramref name="symbols"/>; none: from now on) once, in order, with no hole.
    /// </summary>
    Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation);
}

/// <summary>Receives a stream; called by one thread at a time. Symbols are numbered as they were subscribed.</summary>
public interface IMarketDataSink
{
    /// <summary>Levels a side of the books wanted; 0: <see cref="OnBook"/> is never called.</summary>
    int BookDepth => 0;

    void OnTrade(int symbol, in Trade trade);

    /// <summary>The book after a change; where several changed at once, at the end of them.</summary>
    void OnBook(int symbol, OrderBook book)
    {
    }

    /// <summary>A candle that is final.</summary>
    void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes);

    /// <summary>
    /// <see cref="ConnectionState.Connected"/> once nothing is missing any more. It may repeat with a remark in <paramref name="detail"/>,
    /// such as a symbol that stays silent.
    /// </summary>
    void OnConnection(ConnectionState state, string detail);
}

public enum ConnectionState : byte { Connecting, Connected, Disconnected }
