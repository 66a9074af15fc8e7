using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>
/// Binance spot's trades and one-minute candles; no keys are needed. The venue makes candles of minutes without a trade: they are left out, as the
/// contract has it. Trades are passed on in rising order of their number; those missed while disconnected are not fetched, candles are.
/// </summary>
public sealed class BinanceMarketData(BinanceRest rest) : IMarketDataVenue
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) =>
        [.. (await GetInstrumentsAsync([], cancellation)).Where(i => i.IsTrading).Select(i => i.Symbol)];

    /// <summary>The rules of these markets, or of all where none is named. Throws <see cref="HttpRequestException"/>, also for one that the venue does not know.</summary>
    public async Task<IReadOnlyList<BinanceInstrument>> GetInstrumentsAsync(IReadOnlyList<Symbol> symbols, CancellationToken cancellation)
    {
        string names = string.Join(",", symbols.Select(s => $"\"{BinanceSymbol.ToVenue(s)}\""));
        string query = symbols.Count == 0 ? "" : "?symbols=" + Uri.EscapeDataString($"[{names}]");
        return await rest.GetAsync("/api/v3/exchangeInfo" + query,
            json => json.GetProperty("symbols").EnumerateArray().Select(BinanceInstrument.Read).OfType<BinanceInstrument>().ToArray(), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Timestamp end = await rest.GetTimeAsync(cancellation) - rest.Options.FinalDelay;
        end = end.FloorTo(TimeSpan.FromMinutes(1));
        if (before is { } limit && limit < end)
            end = limit;
        List<Candle> newestFirst = [];
        while (newestFirst.Count < count)
        {
            BinanceKline[] page = await rest.GetKlinesAsync(symbol, from: null, end, cancellation);
            if (page.Length > 0 && page[^1].Candle.OpenTime >= end)
                throw new HttpRequestException($"candles of {symbol} from {page[^1].Candle.OpenTime}, asked for before {end}");
            newestFirst.AddRange(page.Reverse().Where(k => k.Trades > 0).Select(k => k.Candle));
            if (page.Length < PageSize)
                break;
            end = page[0].Candle.OpenTime;
        }
        return [.. newestFirst.Take(count).Reverse()];
    }

    /// <inheritdoc/>
    public async Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation)
    {
        if (symbols.Count == 0)
            throw new ArgumentException("nothing to subscribe to", nameof(symbols));
        if (symbols.Count != afterOpenTimes.Count)
            throw new ArgumentException($"{symbols.Count} symbols, {afterOpenTimes.Count} times", nameof(afterOpenTimes));
        await new BinanceSession(rest, symbols, afterOpenTimes, sink).RunAsync(cancellation);
    }
}
