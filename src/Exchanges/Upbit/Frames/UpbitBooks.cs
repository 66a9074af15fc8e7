using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>A market's book as a message tells it. <paramref name="Level"/> is the grouping of prices, 0 for none.</summary>
internal sealed record UpbitBook(Symbol Symbol, OrderBook Book, Quantity TotalAsks, Quantity TotalBids, Money Level, bool IsSnapshot);

/// <summary>Reads an order book, of a frame or of a REST answer.</summary>
internal static class UpbitBooks
{
    /// <summary>More levels a side than any message has.</summary>
    private const int MostLevels = 256;

    private static readonly KeyTable Keys = new(
        "code cd market", "timestamp tms", "total_ask_size tas", "total_bid_size tbs", "orderbook_units obu", "level lv", "stream_type st");

    private static readonly KeyTable UnitKeys = new("ask_price ap", "bid_price bp", "ask_size as", "bid_size bs");

    private enum Key { Code, Time, TotalAsks, TotalBids, Units, Level, StreamType }

    private enum UnitKey { AskPrice, BidPrice, AskSize, BidSize }

    /// <summary>
    /// Null when a field is missing or unreadable, or a side is out of order. Levels without price or size pad a thin side and are left out.
    /// Throws <see cref="System.Text.Json.JsonException"/> for no object.
    /// </summary>
    public static UpbitBook? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        Money level = Money.Zero;
        if (!Symbol.TryParse(members.Text((int)Key.Code), out Symbol symbol)
            || !members.TryMillis((int)Key.Time, out Timestamp time)
            || !members.TryQuantity((int)Key.TotalAsks, out Quantity totalAsks)
            || !members.TryQuantity((int)Key.TotalBids, out Quantity totalBids)
            || (members.Has((int)Key.Level) && !members.TryMoney((int)Key.Level, out level))
            || members.Nested((int)Key.Units) is not [(byte)'[', ..] units)
            return null;
        List<BookLevel> asks = [], bids = [];
        if (!TryReadUnits(units, asks, bids))
            return null;
        var book = new OrderBook(time, ValueList<BookLevel>.Of(asks), ValueList<BookLevel>.Of(bids));
        return new UpbitBook(symbol, book, totalAsks, totalBids, level, members.IsSnapshot((int)Key.StreamType));
    }

    private static bool TryReadUnits(ReadOnlySpan<byte> json, List<BookLevel> asks, List<BookLevel> bids)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[UnitKeys.Count];
        var units = new JsonElements(json);
        for (int i = 0; units.TryNext(out ReadOnlySpan<byte> unit); i++)
        {
            if (i == MostLevels || unit is not [(byte)'{', ..])
                return false;
            var members = new JsonMembers(unit, UnitKeys, slots);
            if (!TryAdd(members, UnitKey.AskPrice, UnitKey.AskSize, asks, direction: 1)
                || !TryAdd(members, UnitKey.BidPrice, UnitKey.BidSize, bids, direction: -1))
                return false;
        }
        return true;
    }

    private static bool TryAdd(in JsonMembers unit, UnitKey priceKey, UnitKey sizeKey, List<BookLevel> side, int direction)
    {
        if (!unit.TryQuantity((int)sizeKey, out Quantity size) || !unit.TryMoney((int)priceKey, out Money zero))
            return false;
        if (zero.IsZero || size.IsZero)
            return true;
        if (!unit.TryPrice((int)priceKey, out Price price)
            || (side.Count > 0 && price.CompareTo(side[^1].Price) * direction <= 0))
            return false;
        side.Add(new BookLevel(price, size));
        return true;
    }
}
