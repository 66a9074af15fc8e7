using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads a ticker, of a frame or of a REST answer.</summary>
internal static class UpbitTickers
{
    private static readonly KeyTable Keys = new(
        "code cd market", "timestamp tms", "trade_price tp", "trade_volume tv", "trade_timestamp ttms", "ask_bid ab",
        "opening_price op", "high_price hp", "low_price lp", "prev_closing_price pcp", "signed_change_price scp", "signed_change_rate scr",
        "acc_trade_volume atv", "acc_trade_volume_24h atv24h", "acc_trade_price atp", "acc_trade_price_24h atp24h",
        "acc_ask_volume aav", "acc_bid_volume abv", "highest_52_week_price h52wp", "lowest_52_week_price l52wp",
        "highest_52_week_date h52wdt", "lowest_52_week_date l52wdt", "market_state ms", "delisting_date dd", "market_warning mw", "stream_type st");

    private enum Key
    {
        Code, Time, TradePrice, TradeVolume, TradeTime, Taker,
        Open, High, Low, PreviousClose, SignedChange, SignedChangeRate,
        Volume, Volume24h, Value, Value24h,
        AskVolume, BidVolume, Highest52Weeks, Lowest52Weeks,
        Highest52WeeksDate, Lowest52WeeksDate, MarketState, DelistingDate, MarketWarning, StreamType,
    }

    /// <summary>Null when a field that every ticker has is missing, or any field unreadable. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static UpbitTicker? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        if (!Symbol.TryParse(members.Text((int)Key.Code), out Symbol symbol)
            || !members.TryMillis((int)Key.Time, out Timestamp time)
            || !members.TryPrice((int)Key.TradePrice, out Price price)
            || !members.TryQuantity((int)Key.TradeVolume, out Quantity quantity)
            || !members.TryMillis((int)Key.TradeTime, out Timestamp tradeTime))
            return null;
        bool isReadable = true;
        var ticker = new UpbitTicker
        {
            Symbol = symbol, Time = time, TradePrice = price, TradeVolume = quantity, TradeTime = tradeTime,
            Taker = SideOf(members, ref isReadable),
            Open = PriceOf(members, Key.Open, ref isReadable),
            High = PriceOf(members, Key.High, ref isReadable),
            Low = PriceOf(members, Key.Low, ref isReadable),
            PreviousClose = PriceOf(members, Key.PreviousClose, ref isReadable),
            SignedChange = MoneyOf(members, Key.SignedChange, ref isReadable),
            SignedChangeRate = RatioOf(members, Key.SignedChangeRate, ref isReadable),
            Volume = QuantityOf(members, Key.Volume, ref isReadable),
            Volume24h = QuantityOf(members, Key.Volume24h, ref isReadable),
            Value = MoneyOf(members, Key.Value, ref isReadable),
            Value24h = MoneyOf(members, Key.Value24h, ref isReadable),
            AskVolume = QuantityOf(members, Key.AskVolume, ref isReadable),
            BidVolume = QuantityOf(members, Key.BidVolume, ref isReadable),
            Highest52Weeks = PriceOf(members, Key.Highest52Weeks, ref isReadable),
            Lowest52Weeks = PriceOf(members, Key.Lowest52Weeks, ref isReadable),
            Highest52WeeksDate = members.Text((int)Key.Highest52WeeksDate),
            Lowest52WeeksDate = members.Text((int)Key.Lowest52WeeksDate),
            MarketState = members.Text((int)Key.MarketState),
            DelistingDate = members.Text((int)Key.DelistingDate),
            MarketWarning = members.Text((int)Key.MarketWarning),
            IsSnapshot = members.IsSnapshot((int)Key.StreamType),
        };
        return isReadable ? ticker : null;
    }

    private static OrderSide? SideOf(in JsonMembers members, ref bool isReadable)
    {
        if (!members.Has((int)Key.Taker))
            return null;
        isReadable &= members.TrySide((int)Key.Taker, out OrderSide side);
        return side;
    }

    private static Price? PriceOf(in JsonMembers members, Key key, ref bool isReadable)
    {
        if (!members.Has((int)key))
            return null;
        isReadable &= members.TryPrice((int)key, out Price price);
        return price;
    }

    private static Quantity? QuantityOf(in JsonMembers members, Key key, ref bool isReadable)
    {
        if (!members.Has((int)key))
            return null;
        isReadable &= members.TryQuantity((int)key, out Quantity quantity);
        return quantity;
    }

    private static Money? MoneyOf(in JsonMembers members, Key key, ref bool isReadable)
    {
        if (!members.Has((int)key))
            return null;
        isReadable &= members.TryMoney((int)key, out Money money);
        return money;
    }

    private static decimal? RatioOf(in JsonMembers members, Key key, ref bool isReadable)
    {
        if (!members.Has((int)key))
            return null;
        isReadable &= UpbitValues.TryRatio(members.Bytes((int)key), out decimal ratio);
        return ratio;
    }
}
