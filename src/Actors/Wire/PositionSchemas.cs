using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of <see cref="IPositionEvent"/>s. Fields are written in the order of the record.</summary>
internal static class PositionSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<OrderIntended>("order-intended", 2, 2, Write, ReadIntended),
        new EventSchema<OrderSubmitted>("order-submitted",
            static (OrderSubmitted e, ref WireWriter w) => w.WriteString(e.ClientOrderId.Value),
            static (ref WireReader r) => new OrderSubmitted(ReadId(ref r))),
        new EventSchema<OrderAccepted>("order-accepted",
            static (OrderAccepted e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteString(e.VenueOrderId);
                w.WriteTimestamp(e.VenueTime);
            },
            static (ref WireReader r) => new OrderAccepted(ReadId(ref r), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<OrderBecameUnknown>("order-became-unknown",
            static (OrderBecameUnknown e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteString(e.Cause);
            },
            static (ref WireReader r) => new OrderBecameUnknown(ReadId(ref r), r.ReadString())),
        new EventSchema<OrderExecuted>("order-executed", Write, ReadExecuted),
        new EventSchema<OrderFilled>("order-filled",
            static (OrderFilled e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteTimestamp(e.VenueTime);
            },
            static (ref WireReader r) => new OrderFilled(ReadId(ref r), r.ReadTimestamp())),
        new EventSchema<OrderCancelled>("order-cancelled",
            static (OrderCancelled e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteTimestamp(e.VenueTime);
            },
            static (ref WireReader r) => new OrderCancelled(ReadId(ref r), r.ReadTimestamp())),
        new EventSchema<OrderRejected>("order-rejected",
            static (OrderRejected e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteString(e.Code);
                w.WriteString(e.Message);
            },
            static (ref WireReader r) => new OrderRejected(ReadId(ref r), r.ReadString(), r.ReadString())),
    ];

    private static ClientOrderId ReadId(ref WireReader r) => new(r.ReadString());

    private static void Write(OrderIntended e, ref WireWriter w)
    {
        w.WriteString(e.ClientOrderId.Value);
        w.WriteLong(e.Number);
        w.WriteSymbol(e.Symbol);
        w.WriteString(e.Strategy);
        w.WriteByte((byte)e.Side);
        w.WriteByte((byte)e.Type);
        w.WriteByte((byte)e.TimeInForce);
        w.WriteQuantity(e.Quantity);
        w.WritePrice(e.Price);
        w.WriteMoney(e.Funds);
        w.WritePrice(e.ReferencePrice);
        w.WriteString(e.Reason);
        w.WriteTimestamp(e.At);
        w.WriteLong(e.Because.Count);
        foreach (Condition condition in e.Because)
        {
            w.WriteString(condition.Name);
            w.WriteDouble(condition.Value);
            w.WriteByte((byte)condition.Relation);
            w.WriteDouble(condition.Threshold);
        }
    }

    // Version 2 ends with the conditions.
    private static OrderIntended ReadIntended(ref WireReader r, int version)
    {
        OrderIntended first = new(
            ReadId(ref r), r.ReadLong(), r.ReadSymbol(), r.ReadString(), r.ReadEnum<OrderSide>(), r.ReadEnum<OrderType>(), r.ReadEnum<TimeInForce>(),
            r.ReadQuantity(), r.ReadPrice(), r.ReadMoney(), r.ReadPrice(), r.ReadString(), r.ReadTimestamp());
        return version == 1 ? first : first with { Because = ReadConditions(ref r) };
    }

    private static ValueList<Condition> ReadConditions(ref WireReader r)
    {
        long count = r.ReadCount();
        if (count == 0)
            return ValueList<Condition>.Empty;
        List<Condition> conditions = [];
        for (; count > 0; count--)
            conditions.Add(new Condition(r.ReadString(), r.ReadDouble(), r.ReadEnum<Relation>(), r.ReadDouble()));
        return ValueList<Condition>.Of(conditions);
    }

    private static void Write(OrderExecuted e, ref WireWriter w)
    {
        w.WriteString(e.ClientOrderId.Value);
        w.WriteString(e.TradeId);
        w.WritePrice(e.Price);
        w.WriteQuantity(e.Quantity);
        w.WriteMoney(e.Funds);
        w.WriteMoney(e.Fee);
        w.WriteByte((byte)e.Liquidity);
        w.WriteTimestamp(e.VenueTime);
    }

    private static OrderExecuted ReadExecuted(ref WireReader r) => new(
        ReadId(ref r), r.ReadString(), r.ReadPrice(), r.ReadQuantity(), r.ReadMoney(), r.ReadMoney(), r.ReadEnum<LiquiditySide>(), r.ReadTimestamp());
}
