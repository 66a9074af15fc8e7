using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of the <see cref="IPortfolioEvent"/>s that limits and commands leave. Fields are written in the order of the record.</summary>
internal static class RiskSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<FlattenOrdered>("flatten-ordered",
            static (FlattenOrdered e, ref WireWriter w) =>
            {
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new FlattenOrdered(r.ReadString(), r.ReadTimestamp())),
        new EventSchema<TradingStateSet>("trading-mode-set",
            static (TradingStateSet e, ref WireWriter w) =>
            {
                w.WriteByte((byte)e.State);
                w.WriteString(e.Reason);
                w.WriteTimestamp(e.At);
            },
            static (ref WireReader r) => new TradingStateSet(r.ReadEnum<TradingState>(), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<EntryGranted>("entry-granted", 2, 2, Write, ReadGrant),
        new EventSchema<TradingDayBegan>("trading-day-began",
            static (TradingDayBegan e, ref WireWriter w) => Write(e.Day, e.Equity, ref w),
            static (ref WireReader r) => new TradingDayBegan(r.ReadTimestamp(), r.ReadMoney())),
        new EventSchema<DailyLossReached>("daily-loss-reached",
            static (DailyLossReached e, ref WireWriter w) => Write(e.At, e.Equity, ref w),
            static (ref WireReader r) => new DailyLossReached(r.ReadTimestamp(), r.ReadMoney())),
        new EventSchema<PeakEquityRaised>("peak-equity-raised",
            static (PeakEquityRaised e, ref WireWriter w) => Write(e.At, e.Equity, ref w),
            static (ref WireReader r) => new PeakEquityRaised(r.ReadTimestamp(), r.ReadMoney())),
        new EventSchema<TradeEnded>("trade-ended", Write, ReadTrade),
        new EventSchema<EntriesPaused>("entries-paused",
            static (EntriesPaused e, ref WireWriter w) =>
            {
                w.WriteTimestamp(e.Until);
                w.WriteString(e.Reason);
            },
            static (ref WireReader r) => new EntriesPaused(r.ReadTimestamp(), r.ReadString())),
        new EventSchema<LimitsConfigured>("limits-configured",
            static (LimitsConfigured e, ref WireWriter w) => Write(e.Settings, e.Reason, e.At, ref w),
            static (ref WireReader r) => new LimitsConfigured(ReadSettings(ref r), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<LimitsOverridden>("limits-overridden",
            static (LimitsOverridden e, ref WireWriter w) => Write(e.Settings, e.Reason, e.At, ref w),
            static (ref WireReader r) => new LimitsOverridden(ReadSettings(ref r), r.ReadString(), r.ReadTimestamp())),
        new EventSchema<SignalDenied>("signal-denied", Write, ReadDenial),
        new EventSchema<DenialsRepeated>("denials-repeated", Write, ReadRepeats),
    ];

    private static void Write(EntryGranted e, ref WireWriter w)
    {
        w.WriteString(e.ReservationId);
        w.WriteSymbol(e.Symbol);
        w.WriteString(e.Strategy);
        w.WriteMoney(e.Funds);
        w.WriteTimestamp(e.MarketTime);
        w.WriteTimestamp(e.At);
        w.WriteInt(e.LimitsVersion);
    }

    // Version 1 did not say by which limits.
    private static EntryGranted ReadGrant(ref WireReader r, int version) => new(
        r.ReadString(), r.ReadSymbol(), r.ReadString(), r.ReadMoney(), r.ReadTimestamp(), r.ReadTimestamp(), version > 1 ? r.ReadInt() : EntryGranted.NotTold);

    private static void Write(SignalDenied e, ref WireWriter w)
    {
        w.WriteSymbol(e.Symbol);
        w.WriteString(e.Strategy);
        w.WriteByte((byte)e.Kind);
        w.WriteString(e.Reason);
        w.WriteString(e.Code);
        w.WriteString(e.Detail);
        w.WriteInt(e.LimitsVersion);
        w.WriteTimestamp(e.MarketTime);
        w.WriteTimestamp(e.At);
    }

    private static SignalDenied ReadDenial(ref WireReader r) => new(
        r.ReadSymbol(), r.ReadString(), r.ReadEnum<IntentKind>(), r.ReadString(), r.ReadString(), r.ReadString(), r.ReadInt(),
        r.ReadTimestamp(), r.ReadTimestamp());

    private static void Write(DenialsRepeated e, ref WireWriter w)
    {
        w.WriteSymbol(e.Symbol);
        w.WriteString(e.Strategy);
        w.WriteString(e.Code);
        w.WriteLong(e.Count);
        w.WriteString(e.LastDetail);
        w.WriteTimestamp(e.Hour);
        w.WriteTimestamp(e.At);
    }

    private static DenialsRepeated ReadRepeats(ref WireReader r) => new(
        r.ReadSymbol(), r.ReadString(), r.ReadString(), r.ReadLong(), r.ReadString(), r.ReadTimestamp(), r.ReadTimestamp());

    private static void Write(Timestamp time, Money equity, ref WireWriter w)
    {
        w.WriteTimestamp(time);
        w.WriteMoney(equity);
    }

    private static void Write(TradeEnded e, ref WireWriter w)
    {
        w.WriteSymbol(e.Symbol);
        w.WriteString(e.Strategy);
        w.WriteMoney(e.Result);
        w.WriteMoney(e.NetProfit);
        w.WriteTimestamp(e.MarketTime);
    }

    private static TradeEnded ReadTrade(ref WireReader r) =>
        new(r.ReadSymbol(), r.ReadString(), r.ReadMoney(), r.ReadMoney(), r.ReadTimestamp());

    public static void Write(ValueList<LimitSetting> settings, ref WireWriter w)
    {
        w.WriteLong(settings.Count);
        foreach (LimitSetting setting in settings)
        {
            w.WriteString(setting.Key);
            w.WriteString(setting.Value);
        }
    }

    private static void Write(ValueList<LimitSetting> settings, string reason, Timestamp at, ref WireWriter w)
    {
        Write(settings, ref w);
        w.WriteString(reason);
        w.WriteTimestamp(at);
    }

    public static ValueList<LimitSetting> ReadSettings(ref WireReader r)
    {
        List<LimitSetting> settings = [];
        for (long i = r.ReadCount(); i > 0; i--)
            settings.Add(new LimitSetting(r.ReadString(), r.ReadString()));
        return ValueList<LimitSetting>.Of(settings);
    }
}
