using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>How an intent stands within a message. Fields are written in the order of the record.</summary>
internal static class IntentFields
{
    public static void Write(Intent intent, ref WireWriter w)
    {
        w.WriteByte((byte)intent.Kind);
        w.WriteString(intent.Reason);
        w.WriteLong(intent.Conditions.Count);
        foreach (Condition condition in intent.Conditions)
        {
            w.WriteString(condition.Name);
            w.WriteDouble(condition.Value);
            w.WriteByte((byte)condition.Relation);
            w.WriteDouble(condition.Threshold);
        }
        Write(intent.Terms, ref w);
    }

    public static Intent Read(ref WireReader r)
    {
        Intent intent = new(r.ReadEnum<IntentKind>(), r.ReadString());
        List<Condition> conditions = [];
        for (long i = r.ReadCount(); i > 0; i--)
            conditions.Add(new Condition(r.ReadString(), r.ReadDouble(), r.ReadEnum<Relation>(), r.ReadDouble()));
        return intent with { Conditions = ValueList<Condition>.Of(conditions), Terms = ReadTerms(ref r) };
    }

    private static void Write(IntentTerms terms, ref WireWriter w)
    {
        w.WriteString(terms.Tag);
        w.WriteShare(terms.Share);
        w.WriteShare(terms.EquityPercent);
        w.WriteMoney(terms.Funds);
        w.WriteQuantity(terms.Quantity);
        w.WritePrice(terms.Limit);
        w.WriteByte((byte)terms.TimeInForce);
        Write(terms.Trigger, ref w);
        w.WriteBool(terms.ExpiresAfter is not null);
        w.WriteLong((terms.ExpiresAfter ?? default).Ticks);
        w.WriteLong(terms.EscalatesAfter.Ticks);
        w.WriteString(terms.Group);
        Write(terms.Bracket.Stop, ref w);
        w.WritePrice(terms.Bracket.StopLimit);
        Write(terms.Bracket.Target, ref w);
        w.WriteLong(terms.Bracket.EscalatesAfter.Ticks);
    }

    private static IntentTerms ReadTerms(ref WireReader r)
    {
        IntentTerms terms = new()
        {
            Tag = r.ReadString(),
            Share = r.ReadShare(),
            EquityPercent = r.ReadShare(),
            Funds = r.ReadMoney(),
            Quantity = r.ReadQuantity(),
            Limit = r.ReadPrice(),
            TimeInForce = r.ReadEnum<TimeInForce>(),
            Trigger = ReadTrigger(ref r),
        };
        bool expires = r.ReadBool();
        TimeSpan life = new(r.ReadLong());
        return terms with
        {
            ExpiresAfter = expires ? life : null,
            EscalatesAfter = new TimeSpan(r.ReadLong()),
            Group = r.ReadString(),
            Bracket = new Bracket(ReadTrigger(ref r), r.ReadPrice(), ReadTrigger(ref r), new TimeSpan(r.ReadLong())),
        };
    }

    private static void Write(Trigger trigger, ref WireWriter w)
    {
        w.WriteByte((byte)trigger.Kind);
        w.WritePrice(trigger.Price);
        w.WriteInt(trigger.TrailBps);
    }

    private static Trigger ReadTrigger(ref WireReader r) => new(r.ReadEnum<TriggerKind>(), r.ReadPrice(), r.ReadInt());
}
