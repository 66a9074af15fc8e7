using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads a trade of <c>/v1/trades/ticks</c>.</summary>
internal static class UpbitTick
{
    private static readonly KeyTable Keys = new("timestamp", "trade_price", "trade_volume", "ask_bid", "sequential_id");

    private enum Key { Time, Price, Volume, Taker, Id }

    /// <summary>Null when a field is missing or unreadable. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static UpbitTradeRecord? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var tick = new JsonMembers(json, Keys, slots);
        return tick.TryMillis((int)Key.Time, out Timestamp time)
            && tick.TryPrice((int)Key.Price, out Price price)
            && tick.TryQuantity((int)Key.Volume, out Quantity quantity)
            && tick.TrySide((int)Key.Taker, out OrderSide taker)
            && tick.TryWhole((int)Key.Id, out long id) && id > 0
            ? new UpbitTradeRecord(new Trade(time, price, quantity, taker, id))
            : null;
    }
}

/// <summary>A trade as a list's element.</summary>
internal sealed record UpbitTradeRecord(Trade Trade);
