using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// The venue's public calls beyond those of <see cref="IMarketDataVenue"/>; they need no key. None throws for what the venue or the network does.
/// One unknown market fails a whole list.
/// </summary>
public sealed class UpbitQuotation(UpbitRest rest)
{
    /// <summary>Most trades that one call gives.</summary>
    public const int MostTrades = 500;

    private readonly UpbitCandleHistory _history = new(rest);

    /// <summary>The day and last trade of these markets.</summary>
    public Task<UpbitResult<IReadOnlyList<UpbitTicker>>> GetTickersAsync(IReadOnlyList<Symbol> symbols, CancellationToken cancellation) =>
        rest.GetAsync(UpbitGroup.Ticker, "/v1/ticker", Markets(symbols), signed: false, body => UpbitBody.TryReadList(body, UpbitTickers.TryRead), cancellation);

    /// <summary>The day and last trade of every market of these quote currencies, such as <c>KRW</c>.</summary>
    public Task<UpbitResult<IReadOnlyList<UpbitTicker>>> GetAllTickersAsync(IReadOnlyList<string> quotes, CancellationToken cancellation) =>
        rest.GetAsync(UpbitGroup.Ticker, "/v1/ticker/all", new UpbitParameters().With("quote_currencies", string.Join(',', quotes)), signed: false,
            body => UpbitBody.TryReadList(body, UpbitTickers.TryRead), cancellation);

    /// <summary>The books of these markets, <paramref name="depth"/> (1 to 30) levels a side, in the venue's order.</summary>
    public async Task<UpbitResult<IReadOnlyList<KeyValuePair<Symbol, OrderBook>>>> GetBooksAsync(
        IReadOnlyList<Symbol> symbols, int depth, CancellationToken cancellation)
    {
        UpbitResult<IReadOnlyList<UpbitBook>> result = await rest.GetAsync(
            UpbitGroup.OrderBook, "/v1/orderbook", Markets(symbols).With("count", Math.Clamp(depth, 1, 30).ToString()), signed: false,
            body => UpbitBody.TryReadList(body, UpbitBooks.TryRead), cancellation);
        return new(result.Value is { } books ? [.. books.Select(b => KeyValuePair.Create(b.Symbol, b.Book))] : null, result.Failure);
    }

    /// <summary>Price steps at the current prices.</summary>
    public Task<UpbitResult<IReadOnlyList<UpbitInstrument>>> GetInstrumentsAsync(IReadOnlyList<Symbol> symbols, CancellationToken cancellation) =>
        rest.GetAsync(UpbitGroup.OrderBook, "/v1/orderbook/instruments", Markets(symbols), signed: false,
            body => UpbitBody.TryReadList(body, UpbitInstrument.TryRead), cancellation);

    /// <summary>
    /// Up to <paramref name="count"/> (at most <see cref="MostTrades"/>) trades, newest first, of today by UTC, or of 1 to 7 days ago; with a
    /// <paramref name="cursor"/>, those before that trade's number.
    /// </summary>
    public async Task<UpbitResult<IReadOnlyList<Trade>>> GetTradesAsync(
        Symbol symbol, int count, int? daysAgo, long? cursor, CancellationToken cancellation)
    {
        UpbitParameters parameters = new UpbitParameters()
            .With("market", symbol.Code).With("count", Math.Clamp(count, 1, MostTrades).ToString())
            .With("cursor", cursor?.ToString()).With("days_ago", daysAgo?.ToString());
        UpbitResult<IReadOnlyList<UpbitTradeRecord>> result = await rest.GetAsync(
            UpbitGroup.Trade, "/v1/trades/ticks", parameters, signed: false, body => UpbitBody.TryReadList(body, UpbitTick.TryRead), cancellation);
        return new(result.Value is { } ticks ? [.. ticks.Select(t => t.Trade)] : null, result.Failure);
    }

    /// <summary>
    /// Up to 200 candles that opened before <paramref name="before"/>, newest first. Without it the first may still be in progress.
    /// </summary>
    public async Task<UpbitResult<IReadOnlyList<Candle>>> GetCandlesAsync(
        Symbol symbol, UpbitCandleUnit unit, Timestamp? before, int count, CancellationToken cancellation)
    {
        UpbitCandlePage page = await _history.FetchPageAsync(symbol, before, count, cancellation, unit);
        return page.Failure is { } failure
            ? new(null, failure)
            : new([.. page.Candles.Select(c => c.Candle)], null);
    }

    private static UpbitParameters Markets(IReadOnlyList<Symbol> symbols)
    {
        ArgumentOutOfRangeException.ThrowIfZero(symbols.Count, nameof(symbols));
        return new UpbitParameters().With("markets", string.Join(',', symbols));
    }
}
