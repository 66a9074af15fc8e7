using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Orders;

namespace CoinPilot.Clustering.Wire;

/// <summary>How market data stands in a message between nodes: the kind, then the trade or the candle.</summary>
internal static class MarketFields
{
    public static void Write(in MarketEvent market, IBufferWriter<byte> output)
    {
        WireWriter w = new(output);
        w.WriteByte((byte)market.Kind);
        if (market.Kind == MarketEventKind.Trade)
            Write(market.Trade, w);
        else
            Write(market.Candle, market.IntervalMinutes, w);
    }

    public static MarketEvent Read(ReadOnlySpan<byte> payload)
    {
        WireReader r = new(payload);
        MarketEvent market = r.ReadEnum<MarketEventKind>() switch
        {
            MarketEventKind.Trade => MarketEvent.Of(
                new Trade(r.ReadTimestamp(), r.ReadPrice(), r.ReadQuantity(), r.ReadEnum<OrderSide>(), r.ReadLong())),
            MarketEventKind.ClosedCandle => MarketEvent.OfClosed(
                new Candle(r.ReadTimestamp(), r.ReadPrice(), r.ReadPrice(), r.ReadPrice(), r.ReadPrice(), r.ReadQuantity()), r.ReadInt()),
            _ => throw new FormatException("market data of no kind"),
        };
        r.ExpectEnd();
        return market;
    }

    private static void Write(in Trade trade, WireWriter w)
    {
        w.WriteTimestamp(trade.Time);
        w.WritePrice(trade.Price);
        w.WriteQuantity(trade.Quantity);
        w.WriteByte((byte)trade.Taker);
        w.WriteLong(trade.SequentialId);
    }

    private static void Write(in Candle candle, int intervalMinutes, WireWriter w)
    {
        w.WriteTimestamp(candle.OpenTime);
        w.WritePrice(candle.Open);
        w.WritePrice(candle.High);
        w.WritePrice(candle.Low);
        w.WritePrice(candle.Close);
        w.WriteQuantity(candle.Volume);
        w.WriteInt(intervalMinutes);
    }
}
