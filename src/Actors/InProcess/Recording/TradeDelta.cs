using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess.Recording;

/// <summary>Trades to one actor, each as what differs from the one before: about a dozen bytes.</summary>
internal struct TradeDelta
{
    private long _micros;
    private long _price;
    private long _id;

    public void Write(EntryBuffer to, in Trade trade)
    {
        to.WriteByte((byte)trade.Taker);
        to.WriteLong(trade.Time.UnixMicros - _micros);
        to.WriteLong(trade.Price.Units - _price);
        to.WriteLong(trade.SequentialId - _id);
        new WireWriter(to).WriteQuantity(trade.Quantity);
        Remember(trade);
    }

    /// <summary>Throws <see cref="FormatException"/> for bytes that are no trade.</summary>
    public Trade Read(ref WireReader from)
    {
        OrderSide taker = from.ReadEnum<OrderSide>();
        Timestamp time = new(_micros + from.ReadLong());
        Price price = new(_price + from.ReadLong());
        long id = _id + from.ReadLong();
        Trade trade = new(time, price, from.ReadQuantity(), taker, id);
        Remember(trade);
        return trade;
    }

    private void Remember(in Trade trade)
    {
        _micros = trade.Time.UnixMicros;
        _price = trade.Price.Units;
        _id = trade.SequentialId;
    }
}
