using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads candles: a frame's, or a REST answer's list.</summary>
internal static class UpbitCandles
{
    /// <summary>
    /// False when a field is missing or unreadable, the start is not on a boundary of <paramref name="grid"/>, or high and low contradict open and close.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> json, in UpbitFieldSet fields, TimeSpan grid, out Candle candle, out Timestamp lastTick)
    {
        candle = default;
        lastTick = default;
        if (!UpbitTime.TryParseUtc(fields.Bytes(json, UpbitField.CandleStart), out Timestamp start)
            || start.FloorTo(grid) != start
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.OpeningPrice), out Price open)
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.HighPrice), out Price high)
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.LowPrice), out Price low)
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.TradePrice), out Price close)
            || !UpbitValues.TryQuantity(fields.Bytes(json, UpbitField.CandleVolume), out Quantity volume)
            || !UpbitValues.TryMillis(fields.Bytes(json, UpbitField.Timestamp), out lastTick))
            return false;
        candle = new Candle(start, open, high, low, close, volume);
        return candle.IsConsistent;
    }

    /// <summary>A REST answer, newest first as it came. Null when any candle in it is unreadable or out of order: a page with a hole is no page.</summary>
    public static List<UpbitCandle>? TryReadPage(ReadOnlySpan<byte> json, TimeSpan grid)
    {
        var page = new List<UpbitCandle>();
        try
        {
            NestedObjectReader.Validate(json);
            UpbitFieldSet fields = default;
            var reader = new NestedObjectReader(json);
            while (reader.TryReadNext(ref fields))
            {
                if (!TryRead(json, fields, grid, out Candle candle, out Timestamp lastTick))
                    return null;
                // A repeated minute does occur in published data; the first is as good as the second.
                if (page.Count > 0 && candle.OpenTime == page[^1].Candle.OpenTime)
                    continue;
                if (page.Count > 0 && candle.OpenTime > page[^1].Candle.OpenTime)
                    return null;
                page.Add(new UpbitCandle(candle, lastTick));
            }
            return page;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A candle of a REST answer with the venue's time of its last tick.</summary>
internal readonly record struct UpbitCandle(Candle Candle, Timestamp LastTick);
