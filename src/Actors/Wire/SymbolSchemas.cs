using CoinPilot.Actors.Trading;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what symbols and the portfolio tell each other, which in a cluster are on different nodes. Fields are written in the order of the record.</summary>
internal static class SymbolSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<PositionSummary>("position-summary", Write, ReadSummary),
        new EventSchema<JoinRisk>("join-risk", static (JoinRisk _, ref WireWriter _) => { }, static (ref WireReader _) => new JoinRisk()),
        new EventSchema<ReserveExposure>("reserve-exposure", Write, ReadReserve),
        new EventSchema<ReleaseExposure>("release-exposure",
            static (ReleaseExposure m, ref WireWriter w) => w.WriteString(m.ReservationId),
            static (ref WireReader r) => new ReleaseExposure(r.ReadString())),
        new EventSchema<DenialCounted>("denial-counted",
            static (DenialCounted m, ref WireWriter w) =>
            {
                w.WriteSymbol(m.Symbol);
                w.WriteString(m.Denied.Strategy);
                w.WriteString(m.Denied.Code);
                w.WriteString(m.Denied.Detail);
                IntentFields.Write(m.Intent, ref w);
            },
            static (ref WireReader r) => new DenialCounted(
                r.ReadSymbol(), new OrderDenied(r.ReadString(), r.ReadString(), r.ReadString()), IntentFields.Read(ref r))),
        new EventSchema<AccountIdentity>("account-identity",
            static (AccountIdentity m, ref WireWriter w) => w.WriteString(m.JournalId),
            static (ref WireReader r) => new AccountIdentity(r.ReadString())),
        new EventSchema<EntriesHalted>("entries-halted", Write, ReadHalted),
        new EventSchema<ExposureReserved>("exposure-reserved", Write, ReadReserved),
        new EventSchema<ExposureDenied>("exposure-denied",
            static (ExposureDenied m, ref WireWriter w) =>
            {
                w.WriteString(m.ReservationId);
                w.WriteString(m.Denial.Code);
                w.WriteString(m.Denial.Detail);
            },
            static (ref WireReader r) => new ExposureDenied(r.ReadString(), new Denial(r.ReadString(), r.ReadString()))),
    ];

    private static void Write(PositionSummary m, ref WireWriter w)
    {
        w.WriteSymbol(m.Symbol);
        w.WriteLong(m.Sequence);
        w.WriteMoney(m.CashFlow);
        w.WriteMoney(m.Committed);
        AccountSchemas.Write(m.Positions, ref w);
        w.WriteString(m.SettledReservation);
        w.WriteLong(m.Buyers.Count);
        foreach (string buyer in m.Buyers)
            w.WriteString(buyer);
        w.WriteBool(m.AsksIdentity);
        w.WritePrice(m.Mark);
    }

    private static PositionSummary ReadSummary(ref WireReader r)
    {
        PositionSummary totals = new(
            r.ReadSymbol(), r.ReadLong(), r.ReadMoney(), r.ReadMoney(), AccountSchemas.ReadPositions(ref r), r.ReadString());
        List<string> buyers = [];
        for (long i = r.ReadCount(); i > 0; i--)
            buyers.Add(r.ReadString());
        return totals with { Buyers = ValueList<string>.Of(buyers), AsksIdentity = r.ReadBool(), Mark = r.ReadPrice() };
    }

    private static void Write(ReserveExposure m, ref WireWriter w)
    {
        w.WriteString(m.ReservationId);
        w.WriteSymbol(m.Symbol);
        w.WriteString(m.Strategy);
        w.WriteTimestamp(m.MarketTime);
        w.WritePrice(m.LastPrice);
        w.WritePrice(m.AverageRange);
        w.WriteShare(m.Share);
        w.WriteShare(m.EquityPercent);
        w.WriteMoney(m.OwnFunds);
        w.WriteOptional(m.Funds);
        w.WriteOptional(m.Whole);
        w.WriteBool(m.WillWait);
    }

    private static ReserveExposure ReadReserve(ref WireReader r) => new(r.ReadString(), r.ReadSymbol())
    {
        Strategy = r.ReadString(),
        MarketTime = r.ReadTimestamp(),
        LastPrice = r.ReadPrice(),
        AverageRange = r.ReadPrice(),
        Share = r.ReadShare(),
        EquityPercent = r.ReadShare(),
        OwnFunds = r.ReadMoney(),
        Funds = r.ReadOptionalMoney(),
        Whole = r.ReadOptionalMoney(),
        WillWait = r.ReadBool(),
    };

    private static void Write(EntriesHalted m, ref WireWriter w)
    {
        w.WriteOptional(m.Code);
        RiskSchemas.Write(m.Limits is null ? ValueList<LimitSetting>.Empty : LimitSetting.AllOf(m.Limits), ref w);
        w.WriteInt(m.LimitsVersion);
        w.WriteBool(m.CancelsOrders);
        w.WriteOptional(m.FlattenReason);
    }

    private static EntriesHalted ReadHalted(ref WireReader r)
    {
        string? code = r.ReadOptionalString();
        ValueList<LimitSetting> limits = RiskSchemas.ReadSettings(ref r);
        return new EntriesHalted(code)
        {
            Limits = limits.Count == 0 ? null : LimitSetting.LimitsOf(limits),
            LimitsVersion = r.ReadInt(),
            CancelsOrders = r.ReadBool(),
            FlattenReason = r.ReadOptionalString(),
        };
    }

    private static void Write(ExposureReserved m, ref WireWriter w)
    {
        w.WriteString(m.ReservationId);
        w.WriteMoney(m.Funds);
        w.WriteLong(m.Figures.Count);
        foreach (RiskFigure figure in m.Figures)
        {
            w.WriteByte((byte)figure.Check);
            w.WriteInt128(figure.Found);
            w.WriteInt128(figure.Limit);
        }
        w.WriteInt(m.LimitsVersion);
    }

    private static ExposureReserved ReadReserved(ref WireReader r)
    {
        var reserved = new ExposureReserved(r.ReadString(), r.ReadMoney());
        List<RiskFigure> figures = [];
        for (long i = r.ReadCount(); i > 0; i--)
            figures.Add(new RiskFigure(r.ReadEnum<RiskCheck>(), r.ReadInt128(), r.ReadInt128()));
        return reserved with { Figures = ValueList<RiskFigure>.Of(figures), LimitsVersion = r.ReadInt() };
    }
}
