using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what happens to orders that are more than plain. Fields are written in the order of the record.</summary>
internal static class WorkingOrderSchemas
{
    private const long TicksPerMicro = TimeSpan.TicksPerMicrosecond;

    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<OrderConditioned>("order-conditioned", Write, ReadConditioned),
        new EventSchema<OrderPermitted>("order-permitted", Write, ReadPermitted),
        new EventSchema<OrderArmed>("order-armed",
            static (OrderArmed e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new OrderArmed(ReadId(ref r), r.ReadTimestamp())),
        new EventSchema<TrailAdvanced>("trail-advanced",
            static (TrailAdvanced e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WritePrice(e.Best);
            },
            static (ref WireReader r) => new TrailAdvanced(ReadId(ref r), r.ReadPrice())),
        new EventSchema<OrderTriggered>("order-triggered",
            static (OrderTriggered e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WritePrice(e.Price);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new OrderTriggered(ReadId(ref r), r.ReadPrice(), r.ReadTimestamp())),
        new EventSchema<OrderResized>("order-resized",
            static (OrderResized e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteQuantity(e.Quantity);
                w.WriteMoney(e.Funds);
            },
            static (ref WireReader r) => new OrderResized(ReadId(ref r), r.ReadQuantity(), r.ReadMoney())),
        new EventSchema<OrderCancelRequested>("order-cancel-requested",
            static (OrderCancelRequested e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new OrderCancelRequested(ReadId(ref r), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<OrderReopened>("order-reopened",
            static (OrderReopened e, ref WireWriter w) =>
            {
                w.WriteString(e.ClientOrderId.Value);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new OrderReopened(ReadId(ref r), r.ReadTimestamp())),
    ];

    private static ClientOrderId ReadId(ref WireReader r) => new(r.ReadString());

    private static void Write(OrderConditioned e, ref WireWriter w)
    {
        OrderConditions c = e.Conditions;
        w.WriteString(e.ClientOrderId.Value);
        w.WriteString(c.Tag);
        w.WriteBool(c.ReduceOnly);
        w.WriteTimestamp(c.ExpiresAt);
        w.WriteLong(c.EscalatesAfter.Ticks / TicksPerMicro);
        Write(c.Trigger, ref w);
        w.WriteString(c.Group);
        Write(c.Bracket.Stop, ref w);
        w.WritePrice(c.Bracket.StopLimit);
        Write(c.Bracket.Target, ref w);
        w.WriteLong(c.Bracket.EscalatesAfter.Ticks / TicksPerMicro);
        w.WriteString(c.Parent.Value);
        w.WriteString(c.Replaces.Value);
    }

    private static OrderConditioned ReadConditioned(ref WireReader r) => new(ReadId(ref r), new OrderConditions(
        r.ReadString(), r.ReadBool(), r.ReadTimestamp(), ReadSpan(ref r), ReadTrigger(ref r), r.ReadString(),
        new Bracket(ReadTrigger(ref r), r.ReadPrice(), ReadTrigger(ref r), ReadSpan(ref r)), ReadId(ref r), ReadId(ref r)));

    private static void Write(OrderPermitted e, ref WireWriter w)
    {
        w.WriteString(e.ClientOrderId.Value);
        w.WriteByte((byte)e.Permission.Scope);
        w.WriteInt(e.Permission.LimitsVersion);
        w.WriteLong(e.Permission.Figures.Count);
        foreach (RiskFigure figure in e.Permission.Figures)
        {
            w.WriteByte((byte)figure.Check);
            w.WriteInt128(figure.Found);
            w.WriteInt128(figure.Limit);
        }
        w.WriteTimestamp(e.At);
    }

    private static OrderPermitted ReadPermitted(ref WireReader r)
    {
        ClientOrderId id = ReadId(ref r);
        RiskScope scope = r.ReadEnum<RiskScope>();
        int limitsVersion = r.ReadInt();
        List<RiskFigure> figures = [];
        for (long i = r.ReadCount(); i > 0; i--)
            figures.Add(new RiskFigure(r.ReadEnum<RiskCheck>(), r.ReadInt128(), r.ReadInt128()));
        return new OrderPermitted(id, new RiskPermission(scope, limitsVersion, ValueList<RiskFigure>.Of(figures)), r.ReadTimestamp());
    }

    private static void Write(Trigger trigger, ref WireWriter w)
    {
        w.WriteByte((byte)trigger.Kind);
        w.WritePrice(trigger.Price);
        w.WriteInt(trigger.TrailBps);
    }

    private static Trigger ReadTrigger(ref WireReader r) => new(r.ReadEnum<TriggerKind>(), r.ReadPrice(), r.ReadInt());

    private static TimeSpan ReadSpan(ref WireReader r) => r.ReadLong() is >= -long.MaxValue / TicksPerMicro and <= long.MaxValue / TicksPerMicro and var micros
        ? new TimeSpan(micros * TicksPerMicro)
        : throw new FormatException("a span past 29,000 years");
}
