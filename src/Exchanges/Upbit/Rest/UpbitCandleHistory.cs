using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Fetches candles backwards, page by page: newest first, <c>to</c> exclusive, at most 200, times without trades absent.</summary>
internal sealed class UpbitCandleHistory(UpbitRest rest)
{
    public const int PageSize = 200;

    /// <summary>One page of candles that opened before <paramref name="before"/>, newest first; without it the first may be in progress.</summary>
    public async Task<UpbitCandlePage> FetchPageAsync(
        Symbol symbol, Timestamp? before, int count, CancellationToken cancellation, UpbitCandleUnit unit = UpbitCandleUnit.Minute1)
    {
        UpbitParameters parameters = new UpbitParameters()
            .With("market", symbol.Code)
            .With("to", before is { } to ? UpbitTime.ToQuery(to) : null)
            .With("count", Math.Clamp(count, 1, PageSize).ToString());
        UpbitAnswer answer = await rest.GetAsync(UpbitGroup.Candle, UpbitCandlePaths.PathOf(unit), parameters, signed: false, cancellation);
        UpbitResult<List<UpbitCandle>> page = answer.As(body => UpbitCandles.TryReadPage(body, UpbitCandlePaths.GridOf(unit)));
        if (page.Value is not { } candles)
            return new UpbitCandlePage([], page.Failure, answer.Status == 404);
        if (before is { } limit && candles.Count > 0 && candles[0].Candle.OpenTime >= limit)
            return Unreadable($"candles of {symbol} from {candles[0].Candle.OpenTime}, asked for before {limit}");
        return new UpbitCandlePage(candles, null, IsUnknownMarket: false);
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

    private static UpbitCandlePage Unreadable(string detail) =>
        new([], new UpbitFailure(UpbitOutcome.Unreadable, UpbitError.None, 200, "", detail), IsUnknownMarket: false);
}

/// <summary>Candles, newest first, or why there are none.</summary>
internal sealed record UpbitCandlePage(IReadOnlyList<UpbitCandle> Candles, UpbitFailure? Failure, bool IsUnknownMarket);
