using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what a venue says of orders and holdings: <see cref="IExecutionReply"/>s and statements.</summary>
internal static class ReplySchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<ExecutionReport>("execution-report", Write, ReadReport),
        new EventSchema<SubmitRejected>("submit-rejected",
            static (SubmitRejected m, ref WireWriter w) =>
            {
                Write(m, ref w);
                w.WriteString(m.Code);
                w.WriteString(m.Message);
            },
            static (ref WireReader r) => new SubmitRejected(ReadId(ref r), r.ReadSymbol(), r.ReadString(), r.ReadString())),
        WithCause<SubmitAmbiguous>("submit-ambiguous", static m => m.Cause, static (id, symbol, cause) => new SubmitAmbiguous(id, symbol, cause)),
        WithCause<SubmitNotSent>("submit-not-sent", static m => m.Cause, static (id, symbol, cause) => new SubmitNotSent(id, symbol, cause)),
        WithCause<LookUpFailed>("look-up-failed", static m => m.Cause, static (id, symbol, cause) => new LookUpFailed(id, symbol, cause)),
        WithCause<OrderNotFound>("order-not-found", static _ => "", static (id, symbol, _) => new OrderNotFound(id, symbol)),
        new EventSchema<ReconcilePosition>("reconcile-position",
            static (ReconcilePosition m, ref WireWriter w) =>
            {
                Write(m.Statement.Open, ref w);
                Write(m.Statement.Closed, ref w);
                w.WriteQuantity(m.Statement.Balance);
                w.WriteBool(m.Accepts);
            },
            static (ref WireReader r) => new ReconcilePosition(new VenueStatement(ReadOrders(ref r), ReadOrders(ref r), r.ReadQuantity()), r.ReadBool())),
    ];

    private static ClientOrderId ReadId(ref WireReader r) => new(r.ReadString());

    private static void Write(IExecutionReply m, ref WireWriter w)
    {
        w.WriteString(m.ClientOrderId.Value);
        w.WriteSymbol(m.Symbol);
    }

    private static void Write(ExecutionReport m, ref WireWriter w)
    {
        Write((IExecutionReply)m, ref w);
        w.WriteString(m.VenueOrderId);
        w.WriteByte((byte)m.State);
        w.WriteBool(m.Executed is not null);
        w.WriteQuantity(m.Executed ?? Quantity.Zero);
        w.WriteTimestamp(m.VenueTime);
        w.WriteLong(m.Fills.Count);
        foreach (ReportedFill fill in m.Fills)
        {
            w.WriteString(fill.TradeId);
            w.WritePrice(fill.Price);
            w.WriteQuantity(fill.Quantity);
            w.WriteMoney(fill.Fee);
            w.WriteByte((byte)fill.Liquidity);
            w.WriteTimestamp(fill.VenueTime);
        }
    }

    private static ExecutionReport ReadReport(ref WireReader r)
    {
        ClientOrderId id = ReadId(ref r);
        Symbol symbol = r.ReadSymbol();
        string venueOrderId = r.ReadString();
        ReportedState state = r.ReadEnum<ReportedState>();
        bool isExecutedKnown = r.ReadBool();
        Quantity executed = r.ReadQuantity();
        Timestamp time = r.ReadTimestamp();
        List<ReportedFill> fills = [];
        for (long i = r.ReadCount(); i > 0; i--)
        {
            fills.Add(new ReportedFill(
                r.ReadString(), r.ReadPrice(), r.ReadQuantity(), r.ReadMoney(), r.ReadEnum<LiquiditySide>(), r.ReadTimestamp()));
        }
        return new ExecutionReport(id, symbol, venueOrderId, state, isExecutedKnown ? executed : null, fills, time);
    }

    private static void Write(ValueList<StatedOrder> orders, ref WireWriter w)
    {
        w.WriteLong(orders.Count);
        foreach (StatedOrder order in orders)
        {
            w.WriteString(order.ClientOrderId.Value);
            w.WriteString(order.VenueOrderId);
            w.WriteByte((byte)order.Side);
            w.WriteBool(order.IsOpen);
            w.WriteQuantity(order.Quantity);
            w.WritePrice(order.Price);
            w.WriteQuantity(order.Executed);
            w.WriteTimestamp(order.CreatedAt);
        }
    }

    private static ValueList<StatedOrder> ReadOrders(ref WireReader r)
    {
        List<StatedOrder> orders = [];
        for (long i = r.ReadCount(); i > 0; i--)
        {
            orders.Add(new StatedOrder(
                ReadId(ref r), r.ReadString(), r.ReadEnum<OrderSide>(), r.ReadBool(), r.ReadQuantity(), r.ReadPrice(), r.ReadQuantity(), r.ReadTimestamp()));
        }
        return ValueList<StatedOrder>.Of(orders);
    }

    private static EventSchema<T> WithCause<T>(string manifest, Func<T, string> causeOf, Func<ClientOrderId, Symbol, string, T> create)
        where T : class, IExecutionReply => new(manifest,
            (T m, ref WireWriter w) =>
            {
                Write(m, ref w);
                w.WriteString(causeOf(m));
            },
            (ref WireReader r) => create(ReadId(ref r), r.ReadSymbol(), r.ReadString()));
}
