using CoinPilot.Orders;
using CoinPilot.Positions;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what happens to holdings other than by our own orders. Fields are written in the order of the record.</summary>
internal static class HoldingSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<HoldingTransferred>("holding-transferred",
            static (HoldingTransferred e, ref WireWriter w) =>
            {
                w.WriteString(e.From);
                w.WriteString(e.To);
                w.WriteQuantity(e.Quantity);
                w.WriteMoney(e.Cost);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new HoldingTransferred(
                r.ReadString(), r.ReadString(), r.ReadQuantity(), r.ReadMoney(), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<HoldingAdjusted>("holding-adjusted",
            static (HoldingAdjusted e, ref WireWriter w) =>
            {
                w.WriteString(e.Strategy);
                w.WriteQuantity(e.Quantity);
                w.WriteMoney(e.Cost);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new HoldingAdjusted(r.ReadString(), r.ReadQuantity(), r.ReadMoney(), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<ExternalOrderAdopted>("external-order-adopted", 2, 2,
            static (ExternalOrderAdopted e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteString(e.VenueOrderId);
                w.WriteByte((byte)e.Side);
                w.WriteByte((byte)e.Type);
                w.WriteQuantity(e.Quantity);
                w.WritePrice(e.Price);
                w.WriteMoney(e.Funds);
                w.WriteTimestamp(e.VenueTime);
                w.WriteLong(e.Number);
            },
            ReadAdopted),
        new EventSchema<TradingStateChanged>("trading-state-changed",
            static (TradingStateChanged e, ref WireWriter w) =>
            {
                w.WriteByte((byte)e.State);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new TradingStateChanged(r.ReadEnum<TradingState>(), r.ReadString(), r.ReadTimestamp())),
    ];

    // Version 1 knew others' orders alone.
    private static ExternalOrderAdopted ReadAdopted(ref WireReader r, int version) => new(
        new ClientOrderId(r.ReadString()), r.ReadString(), r.ReadEnum<OrderSide>(), r.ReadEnum<OrderType>(),
        r.ReadQuantity(), r.ReadPrice(), r.ReadMoney(), r.ReadTimestamp(), version > 1 ? r.ReadLong() : 0);
}
