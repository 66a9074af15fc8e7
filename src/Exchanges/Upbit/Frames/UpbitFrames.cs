using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Reads the sockets' frames, every type in both namings, alone or in lists, keys in any order. Never throws for what a frame holds:
/// unreadable ones are counted, and so are types, codes and answers that are not known. A trade of the usual shape allocates nothing. Not for use by two threads at once.
/// </summary>
internal sealed class UpbitFrames(UpbitCodes codes, UpbitCounters counters)
{
    private enum Outcome { Read, Malformed, Unknown }

    /// <summary>How many of this reader's frames were malformed.</summary>
    public long Malformed { get; private set; }

    public void Read(ReadOnlySpan<byte> frame, IUpbitFrameSink sink)
    {
        counters.Add(UpbitCount.Frames);
        UpbitFieldSet fields = default;
        if (FlatObjectReader.TryReadFrame(frame, ref fields))
            Dispatch(frame, fields, frame[0] == '[' ? frame[1..^1] : frame, sink);
        else
            ReadThoroughly(frame, sink);
    }

    internal void ReadThoroughly(ReadOnlySpan<byte> frame, IUpbitFrameSink sink)
    {
        try
        {
            NestedObjectReader.Validate(frame);
            UpbitFieldSet fields = default;
            var reader = new NestedObjectReader(frame);
            while (reader.TryReadNext(ref fields))
                Dispatch(frame, fields, reader.Object, sink);
        }
        catch (JsonException)
        {
            NoteMalformed();
        }
    }

    /// <param name="message">The JSON of this one message.</param>
    private void Dispatch(ReadOnlySpan<byte> json, in UpbitFieldSet fields, ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        ReadOnlySpan<byte> type = fields.Bytes(json, UpbitField.Type);
        Outcome outcome =
            type.SequenceEqual("trade"u8) ? ReadTrade(json, fields, sink)
            : UpbitInterval.IsCandle(type) ? ReadCandle(json, fields, type, sink)
            : type.SequenceEqual("myOrder"u8) ? ReadOrder(json, fields, sink)
            : type.IsEmpty ? ReadUntyped(json, fields, message, sink)
            : ReadRare(type, message, sink);
        if (outcome == Outcome.Malformed)
            NoteMalformed();
        else if (outcome == Outcome.Unknown)
            counters.Add(UpbitCount.UnknownTypes);
    }

    private Outcome ReadRare(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message, IUpbitFrameSink sink) =>
        type.SequenceEqual("orderbook"u8) ? ReadBook(message, sink)
        : type.SequenceEqual("ticker"u8) ? ReadTicker(message, sink)
        : type.SequenceEqual("myAsset"u8) ? ReadAssets(message, sink)
        : type.SequenceEqual("announcement"u8) ? ReadAnnouncement(message, sink)
        : Outcome.Unknown;

    private Outcome ReadTrade(ReadOnlySpan<byte> json, in UpbitFieldSet fields, IUpbitFrameSink sink)
    {
        int symbol = codes.Find(fields.Bytes(json, UpbitField.Code));
        if (symbol < 0)
            return Foreign(fields);
        if (!UpbitValues.TryMillis(fields.Bytes(json, UpbitField.TradeTimestamp), out Timestamp time)
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.TradePrice), out Price price)
            || !UpbitValues.TryQuantity(fields.Bytes(json, UpbitField.TradeVolume), out Quantity quantity)
            || !UpbitValues.TrySide(fields.Bytes(json, UpbitField.AskBid), out OrderSide taker)
            || !UpbitValues.TryWhole(fields.Bytes(json, UpbitField.SequentialId), out long id) || id <= 0
            || !UpbitValues.TryMillis(fields.Bytes(json, UpbitField.Timestamp), out Timestamp venueTime))
            return Outcome.Malformed;
        counters.Add(UpbitCount.Trades);
        sink.OnTrade(symbol, new Trade(time, price, quantity, taker, id), venueTime);
        return Outcome.Read;
    }

    private Outcome ReadCandle(ReadOnlySpan<byte> json, in UpbitFieldSet fields, ReadOnlySpan<byte> type, IUpbitFrameSink sink)
    {
        if (!UpbitInterval.TryRead(type, out TimeSpan interval))
            return Outcome.Unknown;
        int symbol = codes.Find(fields.Bytes(json, UpbitField.Code));
        if (symbol < 0)
            return Foreign(fields);
        if (!UpbitCandles.TryRead(json, fields, interval, out Candle candle, out Timestamp venueTime))
            return Outcome.Malformed;
        counters.Add(UpbitCount.Candles);
        sink.OnCandle(symbol, candle, interval, venueTime);
        return Outcome.Read;
    }

    private Outcome ReadOrder(ReadOnlySpan<byte> json, in UpbitFieldSet fields, IUpbitFrameSink sink)
    {
        if (!UpbitOrderEvents.TryRead(json, fields, out UpbitOrderEvent order))
            return Outcome.Malformed;
        counters.Add(UpbitCount.OrderEvents);
        sink.OnOrder(order);
        return Outcome.Read;
    }

    private Outcome ReadBook(ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        if (UpbitBooks.TryRead(message) is not { } book)
            return Outcome.Malformed;
        int symbol = codes.Find(book.Symbol);
        if (symbol < 0)
            return Counted(UpbitCount.UnknownCodes);
        sink.OnBook(symbol, book);
        return Counted(UpbitCount.Books);
    }

    private Outcome ReadTicker(ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        if (UpbitTickers.TryRead(message) is not { } ticker)
            return Outcome.Malformed;
        int symbol = codes.Find(ticker.Symbol);
        if (symbol < 0)
            return Counted(UpbitCount.UnknownCodes);
        sink.OnTicker(symbol, ticker);
        return Counted(UpbitCount.Tickers);
    }

    private Outcome ReadAssets(ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        if (UpbitAssets.TryRead(message) is not { } assets)
            return Outcome.Malformed;
        sink.OnAssets(assets);
        return Counted(UpbitCount.AssetEvents);
    }

    private Outcome ReadAnnouncement(ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        if (UpbitAnnouncements.TryRead(message) is not { } announcement)
            return Outcome.Malformed;
        sink.OnAnnouncement(announcement);
        return Counted(UpbitCount.Announcements);
    }

    private Outcome ReadUntyped(ReadOnlySpan<byte> json, in UpbitFieldSet fields, ReadOnlySpan<byte> message, IUpbitFrameSink sink)
    {
        if (fields.Has(UpbitField.Error))
        {
            // A name beside the error, rather than in it, is not the error's.
            bool isObject = fields[UpbitField.Error].Token == UpbitToken.Nested;
            sink.OnError(
                (isObject ? UpbitValues.Text(json, fields, UpbitField.ErrorName) : null) ?? "unnamed",
                (isObject ? UpbitValues.Text(json, fields, UpbitField.ErrorMessage) : null) ?? "");
            return Counted(UpbitCount.ErrorFrames);
        }
        if (fields.Has(UpbitField.Status))
        {
            sink.OnStatus();
            return Counted(UpbitCount.StatusFrames);
        }
        if (!fields.Bytes(json, UpbitField.Method).SequenceEqual("LIST_SUBSCRIPTIONS"u8))
            return Outcome.Unknown;
        if (UpbitSubscriptionLists.TryRead(message) is not { } list)
            return Outcome.Malformed;
        sink.OnSubscriptions(list);
        return Counted(UpbitCount.SubscriptionLists);
    }

    private void NoteMalformed()
    {
        Malformed++;
        counters.Add(UpbitCount.MalformedFrames);
    }

    private Outcome Foreign(in UpbitFieldSet fields) =>
        fields.Has(UpbitField.Code) ? Counted(UpbitCount.UnknownCodes) : Outcome.Malformed;

    private Outcome Counted(UpbitCount count)
    {
        counters.Add(count);
        return Outcome.Read;
    }
}
