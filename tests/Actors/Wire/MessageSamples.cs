using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Wire;

/// <summary>What symbols and portfolio say to each other, each message once with everything in it that can be and once bare.</summary>
internal static class MessageSamples
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1, 12, 30);
    private static readonly VirtualPosition Held = new("ma-cross", Quantity.Of(0.5m), Money.Of(47_500_000.25m), Money.Of(-12.5m), Money.Of(23.75m), At);

    private static readonly Intent Wish = new(IntentKind.Enter, "돌파")
    {
        Conditions = ValueList<Condition>.Of([new Condition("rsi14", 41.5, Relation.AtMost, 42)]),
        Terms = IntentTerms.Plain with
        {
            Tag = "t1", Share = 0.25m, EquityPercent = 1.5m, Funds = Money.Of(5_000), Quantity = Quantity.Of(3), Limit = Price.Of(95_000_000),
            TimeInForce = TimeInForce.Ioc, Trigger = Trigger.StopAt(Price.Of(94_000_000)), ExpiresAfter = TimeSpan.FromMinutes(3),
            EscalatesAfter = TimeSpan.FromSeconds(4), Group = "g",
            Bracket = new Bracket(Trigger.StopAt(Price.Of(90)), Price.Of(89), Trigger.TakeProfitAt(Price.Of(99)), TimeSpan.FromSeconds(5)),
        },
    };

    private static readonly AccountSnapshot Empty = new(
        false, "", Money.Zero, Money.Zero, Money.Zero, Money.Zero, 0, null, ValueList<SymbolSnapshot>.Empty, ValueList<CountedDenial>.Empty, At);

    public static IReadOnlyList<object> All { get; } =
    [
        new PositionSummary(Btc, 42, Money.Of(-1_000.5m), Money.Of(10), ValueList<VirtualPosition>.Of([Held, VirtualPosition.Flat("grid")]), "r-7")
        {
            Buyers = ValueList<string>.Of(["ma-cross"]), AsksIdentity = true, Mark = Price.Of(95_000_000),
        },
        new PositionSummary(Btc, 0, Money.Zero, Money.Zero, ValueList<VirtualPosition>.Empty, ""),
        new JoinRisk(),
        new ReserveExposure("r-8", Btc)
        {
            Strategy = "turtle", MarketTime = At, LastPrice = Price.Of(95_000_000), AverageRange = Price.Of(1_500.5m), Share = 0.3333m, EquityPercent = 2.25m,
            OwnFunds = Money.Of(5_000), Funds = Money.Of(6_000), Whole = Money.Of(7_000.5m), WillWait = true,
        },
        new ReserveExposure("r-9", Btc),
        new ReleaseExposure("r-9"),
        new DenialCounted(Btc, new OrderDenied("ma-cross", RiskCode.Cash, "현금 부족"), Wish),
        new DenialCounted(Btc, new OrderDenied("grid", RiskCode.Cash, ""), new Intent(IntentKind.Exit, "")),
        new AccountIdentity("j1"),
        new EntriesHalted(RiskCode.Cash) { Limits = RiskLimits.Default with { MaxPositions = 3 }, LimitsVersion = 4, CancelsOrders = true, FlattenReason = "끝" },
        new EntriesHalted(null),
        new ExposureReserved("r-8", Money.Of(2_000_000))
        {
            Figures = ValueList<RiskFigure>.Of([new RiskFigure(RiskCheck.Cash, Int128.MinValue, Int128.MaxValue)]), LimitsVersion = 9,
        },
        new ExposureDenied("r-8", new Denial(RiskCode.NoJournal, "the journal's database is away")),
        Empty,
        Empty with
        {
            IsOpen = true, JournalId = "j1", OpeningCash = Money.Of(10_000_000), Cash = Money.Of(9_000_000.5m), Equity = Money.Of(9_900_000), Committed = Money.Of(1),
            MaxDrawdownPercent = 1.25, KillSwitchReason = "하락장",
            Symbols = ValueList<SymbolSnapshot>.Of([new SymbolSnapshot(Btc, 42, Money.Of(-5), Price.Of(7), ValueList<VirtualPosition>.Of([Held]))]),
            Denials = ValueList<CountedDenial>.Of([new CountedDenial(Btc, "grid", RiskCode.Cash, 12, "d")]),
            OpenedAt = At, Transferred = Money.Of(-3), CashProblem = "입금?", FlattenReason = "f", TradingState = TradingState.Reducing,
            ReferenceEquity = Money.Of(8), PeakEquity = Money.Of(9),
            Pace = new Pace(At, Money.Of(10), 3, true, 2, At, ValueList<SymbolEntry>.Of([new SymbolEntry(Btc, At)]), ValueList<Timestamp>.Of([At])),
            Limits = RiskLimits.Default with { MaxPositions = 2 }, Overrides = ValueList<LimitSetting>.Of([new LimitSetting("max_positions", "2")]), Entries = 4,
        },
        new CashMark(41),
        new CashReconciliation(Money.Of(1.5m), Money.Of(-2), true, "missing"),
        new CashReconciliation(Money.Zero, Money.Zero, false, null),
    ];
}
