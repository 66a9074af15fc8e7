using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Fetches one-minute candles backwards, page by page: newest first, <c>to</c> exclusive, at most 200, minutes without trades absent.</summary>
internal sealed class UpbitCandleHistory(UpbitRest rest)
{
    public const int PageSize = 200;

    /// <summary>One page of candles that opened before <paramref name="before"/>, newest first; without it the first may be in progress.</summary>
    public async Task<UpbitCandlePage> FetchPageAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation)
    {
        UpbitParameters parameters = new UpbitParameters()
            .With("market", symbol.Code)
            .With("to", before is { } to ? UpbitTime.ToQuery(to) : null)
            .With("count", Math.Clamp(count, 1, PageSize).ToString());
        UpbitAnswer answer = await rest.GetAsync(UpbitGroup.Candle, "/v1/candles/minutes/1", parameters, signed: false, cancellation);
        if (answer.Outcome != UpbitOutcome.Ok)
            return new UpbitCandlePage([], answer.Detail, answer.Status == 404);
        if (UpbitCandles.TryReadPage(answer.Body) is not { } page)
            return new UpbitCandlePage([], $"unreadable candles of {symbol}", IsUnknownMarket: false);
        if (before is { } limit && page.Count > 0 && page[0].Candle.OpenTime >= limit)
            return new UpbitCandlePage([], $"candles of {symbol} from {page[0].Candle.OpenTime}, asked for before {limit}", IsUnknownMarket: false);
        return new UpbitCandlePage(page, null, IsUnknownMarket: false);
    }

    /// <summary>
    /// Every candle that opened after <paramref name="after"/> and before <paramref name="before"/>, up to <paramref name="limit"/> of the newest; newest first.
    /// All or nothing: one failed page fails the whole.
    /// </summary>
    public async Task<UpbitCandlePage> FetchAsync(
        Symbol symbol, Timestamp after, Timestamp? before, int limit, CancellationToken cancellation)
    {
        var all = new List<UpbitCandle>();
        while (all.Count < limit)
        {
            UpbitCandlePage page = await FetchPageAsync(symbol, before, Math.Min(PageSize, limit - all.Count), cancellation);
            if (page.Failure is not null)
                return page;
            if (page.Candles.Count == 0)
                break;
            all.AddRange(page.Candles.Where(c => c.Candle.OpenTime > after));
            before = page.Candles[^1].Candle.OpenTime;
            if (before <= after + UpbitTime.Minute)
                break;
        }
        return new UpbitCandlePage(all, null, IsUnknownMarket: false);
    }
}

/// <summary>Candles, newest first, or why there are none.</summary>
internal sealed record UpbitCandlePage(IReadOnlyList<UpbitCandle> Candles, string? Failure, bool IsUnknownMarket);
