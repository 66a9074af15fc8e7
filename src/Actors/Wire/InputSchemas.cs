using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Risk;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of what actors are told from outside, but for trades and candles. Fields are written in the order of the record.</summary>
internal static class InputSchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        .. ReplySchemas.All,
        new EventSchema<OpenAccount>("open-account",
            static (OpenAccount m, ref WireWriter w) =>
            {
                w.WriteString(m.JournalId);
                w.WriteMoney(m.Cash);
            },
            static (ref WireReader r) => new OpenAccount(r.ReadString(), r.ReadMoney())),
        WithReason<EngageKillSwitch>("engage-kill-switch", static m => m.Reason, static reason => new EngageKillSwitch(reason)),
        WithReason<ReleaseKillSwitch>("release-kill-switch", static m => m.Reason, static reason => new ReleaseKillSwitch(reason)),
        WithReason<Flatten>("flatten", static m => m.Reason, static reason => new Flatten(reason)),
        new EventSchema<SetTradingState>("set-trading-state",
            static (SetTradingState m, ref WireWriter w) =>
            {
                w.WriteByte((byte)m.State);
                w.WriteString(m.Reason);
            },
            static (ref WireReader r) => new SetTradingState(r.ReadEnum<TradingState>(), r.ReadString())),
        new EventSchema<ConfigureLimits>("configure-limits",
            static (ConfigureLimits m, ref WireWriter w) =>
            {
                RiskSchemas.Write(LimitSetting.AllOf(m.Limits), ref w);
                w.WriteString(m.Reason);
            },
            static (ref WireReader r) => new ConfigureLimits(LimitSetting.LimitsOf(RiskSchemas.ReadSettings(ref r)), r.ReadString())),
        new EventSchema<OverrideLimits>("override-limits",
            static (OverrideLimits m, ref WireWriter w) =>
            {
                RiskSchemas.Write(m.Settings, ref w);
                w.WriteString(m.Reason);
            },
            static (ref WireReader r) => new OverrideLimits(RiskSchemas.ReadSettings(ref r), r.ReadString())),
        new EventSchema<NoteJournal>("note-journal",
            static (NoteJournal m, ref WireWriter w) => w.WriteBool(m.IsAway),
            static (ref WireReader r) => new NoteJournal(r.ReadBool())),
        Bare<StopEntries>("stop-entries"),
        Bare<ReportAccount>("report-account"),
        Bare<GetAccount>("get-account"),
        Bare<GetBook>("get-book"),
        Bare<GetCashMark>("get-cash-mark"),
        new EventSchema<ReconcileCash>("reconcile-cash",
            static (ReconcileCash m, ref WireWriter w) =>
            {
                w.WriteMoney(m.Balance);
                w.WriteLong(m.Before);
                w.WriteLong(m.After);
                w.WriteBool(m.IsSettled);
                w.WriteBool(m.Accepts);
            },
            static (ref WireReader r) => new ReconcileCash(r.ReadMoney(), r.ReadLong(), r.ReadLong(), r.ReadBool(), r.ReadBool())),
        new EventSchema<ResumeWatch>("resume-watch",
            static (ResumeWatch m, ref WireWriter w) =>
            {
                w.WriteTimestamp(m.Since);
                Write(m.Candles, ref w);
            },
            static (ref WireReader r) => new ResumeWatch(r.ReadTimestamp(), ReadCandles(ref r))),
        Bare<GetSymbolRefs>("get-symbol-refs"),
        Bare<GetMarketStatus>("get-market-status"),
        Bare<GetStrategyStatus>("get-strategy-status"),
        new EventSchema<WarmUp>("warm-up",
            static (WarmUp m, ref WireWriter w) => Write(m.Candles, ref w),
            static (ref WireReader r) => new WarmUp(ReadCandles(ref r))),
    ];

    public static void Write(in Candle c, WireWriter w)
    {
        w.WriteTimestamp(c.OpenTime);
        w.WritePrice(c.Open);
        w.WritePrice(c.High);
        w.WritePrice(c.Low);
        w.WritePrice(c.Close);
        w.WriteQuantity(c.Volume);
    }

    public static Candle ReadCandle(ref WireReader r) =>
        new(r.ReadTimestamp(), r.ReadPrice(), r.ReadPrice(), r.ReadPrice(), r.ReadPrice(), r.ReadQuantity());

    private static void Write(IReadOnlyList<Candle> candles, ref WireWriter w)
    {
        w.WriteLong(candles.Count);
        foreach (Candle candle in candles)
            Write(candle, w);
    }

    private static List<Candle> ReadCandles(ref WireReader r)
    {
        List<Candle> candles = [];
        for (long i = r.ReadCount(); i > 0; i--)
            candles.Add(ReadCandle(ref r));
        return candles;
    }

    private static EventSchema<T> WithReason<T>(string manifest, Func<T, string> reasonOf, Func<string, T> create)
        where T : class =>
        new(manifest, (T m, ref WireWriter w) => w.WriteString(reasonOf(m)), (ref WireReader r) => create(r.ReadString()));

    private static EventSchema<T> Bare<T>(string manifest)
        where T : class, new() =>
        new(manifest, static (T _, ref WireWriter _) => { }, static (ref WireReader _) => new T());
}
