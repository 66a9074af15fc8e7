using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Upbit's trades and one-minute candles. Connected is reported once a connection's candles have no hole any more.
/// Trades are passed on as they come, those of a moment already seen dropped (<see cref="UpbitCount.OutOfOrderTrades"/>).
/// </summary>
public sealed class UpbitMarketData(UpbitRest rest) : IMarketDataVenue
{
    private readonly UpbitCandleHistory _history = new(rest);

    // A minute that any symbol has begun: all minutes before it are over.
    private long _newestSeen;

    /// <summary>Every listed market, in the venue's order. Throws <see cref="HttpRequestException"/> when the venue gives no usable answer.</summary>
    public async Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation)
    {
        UpbitResult<IReadOnlyList<Symbol>> markets = await rest.GetAsync(
            UpbitGroup.Market, "/v1/market/all", new UpbitParameters(), signed: false, body => UpbitBody.TryRead(body, UpbitMarkets.TryRead), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return markets.Value ?? throw new HttpRequestException($"markets: {markets.Failure?.Detail}");
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The venue gave no usable answer.</exception>
    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
            return [];
        UpbitCandlePage page = await _history.FetchAsync(symbol, Timestamp.None, before, count + 1, cancellation);
        Timestamp inProgress = default;
        if (page is { Failure: null, Candles.Count: > 0 })
            inProgress = before is null ? Seen(page.Candles[0]) : await InProgressAsync(symbol, page.Candles[0], cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (page.Failure is not null)
            throw new HttpRequestException($"candles of {symbol}: {page.Failure.Detail}");
        return [.. page.Candles.Select(c => c.Candle).Where(c => c.OpenTime != inProgress).Take(count).Reverse()];
    }

    /// <summary>
    /// <inheritdoc cref="IMarketDataVenue.StreamAsync"/> With no time to begin after, a symbol's first candle is the one in progress
    /// (for a symbol without trades then, possibly its latest one).
    /// </summary>
    public async Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation)
    {
        if (symbols.Count == 0)
            throw new ArgumentException("nothing to subscribe to", nameof(symbols));
        if (symbols.Count != afterOpenTimes.Count)
            throw new ArgumentException($"{symbols.Count} symbols, {afterOpenTimes.Count} times", nameof(afterOpenTimes));
        using var session = new MarketSession(rest, _history, symbols, afterOpenTimes, sink);
        await session.RunAsync(cancellation);
    }

    /// <summary>The start of the only minute that may still change, or of none where <paramref name="candle"/> is known to lie before it.</summary>
    private async Task<Timestamp> InProgressAsync(Symbol symbol, UpbitCandle candle, CancellationToken cancellation)
    {
        if (candle.Candle.OpenTime.UnixMicros < Volatile.Read(ref _newestSeen))
            return default;
        UpbitCandlePage newest = await _history.FetchPageAsync(symbol, before: null, count: 1, cancellation);
        return newest switch
        {
            { Failure: { } failure } => throw new HttpRequestException($"candles of {symbol}: {failure.Detail}"),
            { Candles: [var first, ..] } => Seen(first),
            _ => default,
        };
    }

    private Timestamp Seen(UpbitCandle candle)
    {
        Timestamp start = candle.Candle.OpenTime;
        if (start.UnixMicros > Volatile.Read(ref _newestSeen))
            Volatile.Write(ref _newestSeen, start.UnixMicros);
        return start;
    }
}
