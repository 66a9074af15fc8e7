using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>What a download of one symbol did. <paramref name="Minutes"/> were asked for; those without a candle had no trade.</summary>
internal sealed record DownloadResult(Symbol Symbol, TimeRange Range, long Minutes, PutResult Put);

/// <summary>
/// Fetches one-minute candles into the store, backwards from the newest, each page stored together with the range that it completes. So a
/// download that ends anywhere goes on where it stood, and a hole is never taken for a quiet minute.
/// </summary>
internal sealed class CandleDownload(IMarketDataVenue venue, CandleStore store, TimeProvider time)
{
    /// <summary>One less than five pages of Upbit's, whose client asks for one more than it gives.</summary>
    private const int PageSize = 999;

    private const int Attempts = 6;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Completes <paramref name="wanted"/> as far as it is over: the venue's newest candle may still change and is left for the next time.
    /// Throws <see cref="HttpRequestException"/> when the venue does not answer; what was stored by then stays.
    /// </summary>
    public async Task<DownloadResult> RunAsync(CandleKey key, TimeRange wanted, Action<double> onProgress, CancellationToken cancellation)
    {
        using CandleWriter writer = store.OpenWriter(key);
        IReadOnlyList<Candle> newest = await venue.GetCandlesAsync(key.Symbol, null, 1, cancellation);
        if (newest.Count == 0)
            return new DownloadResult(key.Symbol, default, 0, default);
        TimeRange range = new(Ceiling(wanted.From), wanted.To < newest[0].OpenTime ? Ceiling(wanted.To) : newest[0].OpenTime);
        IReadOnlyList<TimeRange> missing = MissingIn(key, range);
        long total = missing.Sum(MinutesIn), done = 0;
        PutResult sum = default;
        foreach (TimeRange hole in missing.Reverse())
        {
            for (TimeRange rest = hole; !rest.IsEmpty;)
            {
                (TimeRange page, PutResult put) = await StorePageAsync(writer, key.Symbol, rest, cancellation);
                rest = new TimeRange(rest.From, page.From);
                sum += put;
                done += MinutesIn(page);
                onProgress((double)done / total);
            }
        }
        return new DownloadResult(key.Symbol, range, total, sum);
    }

    private async Task<(TimeRange Page, PutResult Put)> StorePageAsync(CandleWriter writer, Symbol symbol, TimeRange rest, CancellationToken cancellation)
    {
        IReadOnlyList<Candle> candles = await FetchAsync(symbol, rest.To, cancellation);
        if (candles.Count > 0 && candles[^1].OpenTime >= rest.To)
            throw new HttpRequestException($"candles of {symbol}: one of {candles[^1].OpenTime} where those before {rest.To} were asked for");
        // An empty page: the venue has nothing before.
        Timestamp from = candles.Count > 0 && candles[0].OpenTime > rest.From ? candles[0].OpenTime : rest.From;
        TimeRange page = new(from, rest.To);
        return (page, writer.Put([.. candles.Where(c => c.OpenTime >= from)], page, replace: true));
    }

    private IReadOnlyList<TimeRange> MissingIn(CandleKey key, TimeRange range)
    {
        if (range.IsEmpty)
            return [];
        using StoredCandles stored = store.Open(key, range);
        return stored.Complete.Missing(range);
    }

    private async Task<IReadOnlyList<Candle>> FetchAsync(Symbol symbol, Timestamp before, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await venue.GetCandlesAsync(symbol, before, PageSize, cancellation);
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << (attempt - 1)), time, cancellation);
            }
        }
    }

    private static long MinutesIn(TimeRange range) => (range.To - range.From).Ticks / Minute.Ticks;

    private static Timestamp Ceiling(Timestamp time)
    {
        Timestamp floor = time.FloorTo(Minute);
        return floor == time ? time : floor + Minute;
    }
}
