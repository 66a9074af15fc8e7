using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what the portfolio answers to those who ask from anywhere in a cluster. Fields are written in the order of the record.</summary>
internal static class AccountSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<AccountSnapshot>("account-snapshot", Write, ReadAccount),
        new EventSchema<CashMark>("cash-mark",
            static (CashMark m, ref WireWriter w) => w.WriteLong(m.Sequence),
            static (ref WireReader r) => new CashMark(r.ReadLong())),
        new EventSchema<CashReconciliation>("cash-reconciliation",
            static (CashReconciliation m, ref WireWriter w) =>
            {
                w.WriteMoney(m.Booked);
                w.WriteMoney(m.Balance);
                w.WriteBool(m.IsQuiet);
                w.WriteOptional(m.Problem);
            },
            static (ref WireReader r) => new CashReconciliation(r.ReadMoney(), r.ReadMoney(), r.ReadBool(), r.ReadOptionalString())),
    ];

    public static void Write(ValueList<VirtualPosition> positions, ref WireWriter w)
    {
        w.WriteLong(positions.Count);
        foreach (VirtualPosition position in positions)
        {
            w.WriteString(position.Strategy);
            w.WriteQuantity(position.Quantity);
            w.WriteMoney(position.Cost);
            w.WriteMoney(position.RealisedProfit);
            w.WriteMoney(position.Fees);
            w.WriteTimestamp(position.OpenedAt);
        }
    }

    public static ValueList<VirtualPosition> ReadPositions(ref WireReader r)
    {
        List<VirtualPosition> positions = [];
        for (long i = r.ReadCount(); i > 0; i--)
            positions.Add(new VirtualPosition(r.ReadString(), r.ReadQuantity(), r.ReadMoney(), r.ReadMoney(), r.ReadMoney(), r.ReadTimestamp()));
        return ValueList<VirtualPosition>.Of(positions);
    }

    private static void Write(AccountSnapshot m, ref WireWriter w)
    {
        w.WriteBool(m.IsOpen);
        w.WriteString(m.JournalId);
        w.WriteMoney(m.OpeningCash);
        w.WriteMoney(m.Cash);
        w.WriteMoney(m.Equity);
        w.WriteMoney(m.Committed);
        w.WriteDouble(m.MaxDrawdownPercent);
        w.WriteOptional(m.KillSwitchReason);
        Write(m.Symbols, ref w);
        Write(m.Denials, ref w);
        w.WriteTimestamp(m.At);
        w.WriteTimestamp(m.OpenedAt);
        w.WriteMoney(m.Transferred);
        w.WriteOptional(m.CashProblem);
        w.WriteOptional(m.FlattenReason);
        w.WriteByte((byte)m.TradingState);
        w.WriteMoney(m.ReferenceEquity);
        w.WriteMoney(m.PeakEquity);
        Write(m.Pace, ref w);
        RiskSchemas.Write(LimitSetting.AllOf(m.Limits), ref w);
        RiskSchemas.Write(m.Overrides, ref w);
        w.WriteInt(m.Entries);
    }

    private static AccountSnapshot ReadAccount(ref WireReader r) => new(
        r.ReadBool(), r.ReadString(), r.ReadMoney(), r.ReadMoney(), r.ReadMoney(), r.ReadMoney(), r.ReadDouble(), r.ReadOptionalString(),
        ReadSymbols(ref r), ReadDenials(ref r), r.ReadTimestamp())
    {
        OpenedAt = r.ReadTimestamp(),
        Transferred = r.ReadMoney(),
        CashProblem = r.ReadOptionalString(),
        FlattenReason = r.ReadOptionalString(),
        TradingState = r.ReadEnum<TradingState>(),
        ReferenceEquity = r.ReadMoney(),
        PeakEquity = r.ReadMoney(),
        Pace = ReadPace(ref r),
        Limits = LimitSetting.LimitsOf(RiskSchemas.ReadSettings(ref r)),
        Overrides = RiskSchemas.ReadSettings(ref r),
        Entries = r.ReadInt(),
    };

    private static void Write(ValueList<SymbolSnapshot> symbols, ref WireWriter w)
    {
        w.WriteLong(symbols.Count);
        foreach (SymbolSnapshot symbol in symbols)
        {
            w.WriteSymbol(symbol.Symbol);
            w.WriteLong(symbol.Sequence);
            w.WriteMoney(symbol.CashFlow);
            w.WritePrice(symbol.Mark);
            Write(symbol.Positions, ref w);
        }
    }

    private static ValueList<SymbolSnapshot> ReadSymbols(ref WireReader r)
    {
        List<SymbolSnapshot> symbols = [];
        for (long i = r.ReadCount(); i > 0; i--)
            symbols.Add(new SymbolSnapshot(r.ReadSymbol(), r.ReadLong(), r.ReadMoney(), r.ReadPrice(), ReadPositions(ref r)));
        return ValueList<SymbolSnapshot>.Of(symbols);
    }

    private static void Write(ValueList<CountedDenial> denials, ref WireWriter w)
    {
        w.WriteLong(denials.Count);
        foreach (CountedDenial denial in denials)
        {
            w.WriteSymbol(denial.Symbol);
            w.WriteString(denial.Strategy);
            w.WriteString(denial.Code);
            w.WriteLong(denial.Count);
            w.WriteString(denial.LastDetail);
        }
    }

    private static ValueList<CountedDenial> ReadDenials(ref WireReader r)
    {
        List<CountedDenial> denials = [];
        for (long i = r.ReadCount(); i > 0; i--)
            denials.Add(new CountedDenial(r.ReadSymbol(), r.ReadString(), r.ReadString(), r.ReadLong(), r.ReadString()));
        return ValueList<CountedDenial>.Of(denials);
    }

    private static void Write(Pace pace, ref WireWriter w)
    {
        w.WriteTimestamp(pace.Day);
        w.WriteMoney(pace.DayEquity);
        w.WriteInt(pace.EntriesToday);
        w.WriteBool(pace.IsDailyLossReached);
        w.WriteInt(pace.LossesInARow);
        w.WriteTimestamp(pace.PausedUntil);
        w.WriteLong(pace.LastEntries.Count);
        foreach (SymbolEntry entry in pace.LastEntries)
        {
            w.WriteSymbol(entry.Symbol);
            w.WriteTimestamp(entry.At);
        }
        w.WriteLong(pace.Recent.Count);
        foreach (Timestamp at in pace.Recent)
            w.WriteTimestamp(at);
    }

    private static Pace ReadPace(ref WireReader r)
    {
        Pace counts = new(
            r.ReadTimestamp(), r.ReadMoney(), r.ReadInt(), r.ReadBool(), r.ReadInt(), r.ReadTimestamp(), ValueList<SymbolEntry>.Empty, ValueList<Timestamp>.Empty);
        List<SymbolEntry> last = [];
        for (long i = r.ReadCount(); i > 0; i--)
            last.Add(new SymbolEntry(r.ReadSymbol(), r.ReadTimestamp()));
        List<Timestamp> recent = [];
        for (long i = r.ReadCount(); i > 0; i--)
            recent.Add(r.ReadTimestamp());
        return counts with { LastEntries = ValueList<SymbolEntry>.Of(last), Recent = ValueList<Timestamp>.Of(recent) };
    }
}
