using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Reads the socket's frames, in both namings, alone or in lists, keys in any order. Never throws for what a frame holds:
/// unreadable ones are counted. A trade of the usual shape allocates nothing. Not for use by two threads at once.
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
            Dispatch(frame, fields, sink);
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
                Dispatch(frame, fields, sink);
        }
        catch (JsonException)
        {
            NoteMalformed();
        }
    }

    private void Dispatch(ReadOnlySpan<byte> json, in UpbitFieldSet fields, IUpbitFrameSink sink)
    {
        ReadOnlySpan<byte> type = fields.Bytes(json, UpbitField.Type);
        Outcome outcome =
            type.SequenceEqual("trade"u8) ? ReadTrade(json, fields, sink)
            : type.SequenceEqual("candle.1m"u8) ? ReadCandle(json, fields, sink)
            : type.SequenceEqual("myOrder"u8) ? ReadOrder(json, fields, sink)
            : type.SequenceEqual("ticker"u8) ? Counted(UpbitCount.Tickers)
            : type.IsEmpty ? ReadUntyped(json, fields, sink)
            : Outcome.Unknown;
        if (outcome == Outcome.Malformed)
            NoteMalformed();
        else if (outcome == Outcome.Unknown)
            counters.Add(UpbitCount.UnknownTypes);
    }

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

    private Outcome ReadCandle(ReadOnlySpan<byte> json, in UpbitFieldSet fields, IUpbitFrameSink sink)
    {
        int symbol = codes.Find(fields.Bytes(json, UpbitField.Code));
        if (symbol < 0)
            return Foreign(fields);
        if (!UpbitCandles.TryRead(json, fields, out Candle candle, out Timestamp venueTime))
            return Outcome.Malformed;
        counters.Add(UpbitCount.Candles);
        sink.OnCandle(symbol, candle, venueTime);
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

    private Outcome ReadUntyped(ReadOnlySpan<byte> json, in UpbitFieldSet fields, IUpbitFrameSink sink)
    {
        if (fields.Has(UpbitField.Error))
        {
            counters.Add(UpbitCount.ErrorFrames);
            sink.OnError(
                UpbitValues.Text(json, fields, UpbitField.ErrorName) ?? "unnamed",
                UpbitValues.Text(json, fields, UpbitField.ErrorMessage) ?? "");
            return Outcome.Read;
        }
        if (!fields.Has(UpbitField.Status))
            return Outcome.Unknown;
        counters.Add(UpbitCount.StatusFrames);
        sink.OnStatus();
        return Outcome.Read;
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
