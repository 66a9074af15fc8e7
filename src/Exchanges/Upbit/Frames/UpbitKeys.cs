using System.Text;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Finds the field of a key, long name or short, from its bytes. One table serves every message: no short name has two meanings among the fields read.</summary>
internal static class UpbitKeys
{
    private static readonly (UpbitField Field, string Long, string Short)[] Names =
    [
        (UpbitField.Type, "type", "ty"), (UpbitField.Code, "code", "cd"), (UpbitField.Code, "market", ""),
        (UpbitField.Timestamp, "timestamp", "tms"), (UpbitField.TradeTimestamp, "trade_timestamp", "ttms"),
        (UpbitField.TradePrice, "trade_price", "tp"), (UpbitField.TradeVolume, "trade_volume", "tv"),
        (UpbitField.AskBid, "ask_bid", "ab"), (UpbitField.SequentialId, "sequential_id", "sid"),
        (UpbitField.CandleStart, "candle_date_time_utc", "cdttmu"), (UpbitField.OpeningPrice, "opening_price", "op"),
        (UpbitField.HighPrice, "high_price", "hp"), (UpbitField.LowPrice, "low_price", "lp"),
        (UpbitField.CandleVolume, "candle_acc_trade_volume", "catv"),
        (UpbitField.Uuid, "uuid", "uid"), (UpbitField.State, "state", "s"), (UpbitField.TradeUuid, "trade_uuid", "tuid"),
        (UpbitField.Price, "price", "p"), (UpbitField.Volume, "volume", "v"),
        (UpbitField.ExecutedVolume, "executed_volume", "ev"), (UpbitField.TradeFee, "trade_fee", "tf"),
        (UpbitField.IsMaker, "is_maker", "im"), (UpbitField.Identifier, "identifier", "id"),
        (UpbitField.OrderTimestamp, "order_timestamp", "otms"),
        (UpbitField.Error, "error", ""), (UpbitField.ErrorName, "name", ""), (UpbitField.ErrorMessage, "message", ""),
        (UpbitField.Status, "status", ""), (UpbitField.Method, "method", "mthd"),
        // Known and not needed: found here, a trade's other keys cost no search for escapes.
        (UpbitField.None, "trade_date", "td"), (UpbitField.None, "trade_time", "ttm"),
        (UpbitField.None, "prev_closing_price", "pcp"), (UpbitField.None, "change", "c"), (UpbitField.None, "change_price", "cp"),
        (UpbitField.None, "best_ask_price", "bap"), (UpbitField.None, "best_ask_size", "bas"),
        (UpbitField.None, "best_bid_price", "bbp"), (UpbitField.None, "best_bid_size", "bbs"),
        (UpbitField.None, "stream_type", "st"),
    ];

    private static readonly KeyTable Table = new(Names.SelectMany(n => n.Short.Length > 0 ? [(n.Long, (int)n.Field), (n.Short, (int)n.Field)] : new[] { (n.Long, (int)n.Field) }));

    // The order in which the venue writes a trade. Compared first, it saves a search; another order is read as well.
    private static readonly (byte[] Text, UpbitField Field)[] LongTrade = Usual(
        "type", "code", "timestamp", "trade_date", "trade_time", "trade_timestamp", "trade_price", "trade_volume", "ask_bid",
        "prev_closing_price", "change", "change_price", "sequential_id",
        "best_ask_price", "best_ask_size", "best_bid_price", "best_bid_size", "stream_type");

    private static readonly (byte[] Text, UpbitField Field)[] ShortTrade = Usual(
        "ty", "cd", "tms", "td", "ttm", "ttms", "tp", "tv", "ab", "pcp", "c", "cp", "sid", "bap", "bas", "bbp", "bbs", "st");

    /// <summary>The keys that an object beginning so usually has, each with its quotes and colon, and their fields.</summary>
    public static (byte[] Text, UpbitField Field)[] UsualAfter(ReadOnlySpan<byte> start) =>
        start.StartsWith("{\"type"u8) ? LongTrade : ShortTrade;

    /// <summary>False for a key that no message read here has.</summary>
    public static bool TryFind(ReadOnlySpan<byte> key, out UpbitField field)
    {
        int number = Table.Find(key);
        field = number < 0 ? UpbitField.None : (UpbitField)number;
        return number >= 0;
    }

    private static (byte[] Text, UpbitField Field)[] Usual(params string[] names) =>
        [.. names.Select(n => (Encoding.ASCII.GetBytes($"\"{n}\":"), TryFind(Encoding.ASCII.GetBytes(n), out UpbitField field) ? field : throw new InvalidOperationException(n)))];
}
