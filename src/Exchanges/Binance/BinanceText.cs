using System.Runtime.InteropServices;
using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>A one-minute candle as the venue tells it. It makes candles of minutes without a trade too; those have no <paramref name="Trades"/>.</summary>
internal readonly record struct BinanceKline(Candle Candle, long Trades, bool IsClosed);

/// <summary>Reads the venue's values. Amounts are texts, read exactly. Everything throws <see cref="FormatException"/> for what is not as documented.</summary>
internal static class BinanceText
{
    /// <summary>An element of REST's <c>/api/v3/klines</c>: open time, open, high, low, close, volume, close time, value, number of trades, ...</summary>
    public static BinanceKline ReadKline(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 9)
            throw new FormatException("a kline with fewer than nine fields");
        Candle candle = new(ReadTime(row[0]), ReadPrice(row[1]), ReadPrice(row[2]), ReadPrice(row[3]), ReadPrice(row[4]), ReadQuantity(row[5]));
        return new BinanceKline(Checked(candle), row[8].GetInt64(), IsClosed: false);
    }

    /// <summary>The object <c>k</c> of a kline event.</summary>
    public static BinanceKline ReadKlineEvent(JsonElement k)
    {
        Candle candle = new(
            ReadTime(k.GetProperty("t")), ReadPrice(k.GetProperty("o")), ReadPrice(k.GetProperty("h")), ReadPrice(k.GetProperty("l")),
            ReadPrice(k.GetProperty("c")), ReadQuantity(k.GetProperty("v")));
        return new BinanceKline(Checked(candle), k.GetProperty("n").GetInt64(), k.GetProperty("x").GetBoolean());
    }

    /// <summary>A trade event; <c>m</c> says that the buyer was the maker, so that the seller took.</summary>
    public static Trade ReadTrade(JsonElement data) => new(
        ReadTime(data.GetProperty("T")), ReadPrice(data.GetProperty("p")), ReadQuantity(data.GetProperty("q")),
        data.GetProperty("m").GetBoolean() ? OrderSide.Sell : OrderSide.Buy, data.GetProperty("t").GetInt64());

    public static Timestamp ReadTime(JsonElement millis) => Timestamp.FromUnixMillis(millis.GetInt64());

    public static Price ReadPrice(JsonElement text) =>
        Price.TryParse(Bytes(text), out Price price) ? price : throw new FormatException($"{text.GetRawText()} is no price");

    public static Quantity ReadQuantity(JsonElement text) =>
        Quantity.TryParse(Bytes(text), out Quantity quantity) ? quantity : throw new FormatException($"{text.GetRawText()} is no quantity");

    private static ReadOnlySpan<byte> Bytes(JsonElement text) => JsonMarshal.GetRawUtf8Value(text).Trim((byte)'"');

    private static Candle Checked(in Candle candle) => candle.IsConsistent ? candle : throw new FormatException($"the candle of {candle.OpenTime} contradicts itself");
}
