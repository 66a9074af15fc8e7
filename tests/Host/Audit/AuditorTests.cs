using System.Security.Cryptography;
using System.Text;
using CoinPilot.Actors.Contract;
using CoinPilot.App.Audit;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Audit;

public sealed class AuditorTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly ClientOrderId Buy = new("j-KRW-BTC-s-000001");
    private static readonly ClientOrderId Sell = new("j-KRW-BTC-s-000002");

    [Fact]
    public void Audit_RoundTripWithReport_IsCleanWithTheCashAddedUpByHand()
    {
        AuditReport report = Run(
            [new AccountOpened("j", Money.Of(1_000_000), At(0))],
            RoundTrip(),
            [ReportOf(Money.Of(1_000_000 - 100_000 - 50 + 60_000 - 30), sequence: 8, quantity: 0.5m, cost: 50_000, cashFlow: -100_000 - 50 + 60_000 - 30)]);

        Assert.Null(report.Difference);
        Assert.Equal("959920", report.Cash);
        Assert.Equal("80", report.Fees);
        Assert.Equal((2, 2, 1), (report.Orders, report.Fills, report.Reports));
        Assert.Equal(new AuditedPosition("KRW-BTC", "s", "0.5", "50000"), Assert.Single(report.Positions));
    }

    [Fact]
    public void Audit_ReportedCashDiffers_NamesBothFigures()
    {
        AuditReport report = Run(
            [new AccountOpened("j", Money.Of(1_000_000), At(0))], RoundTrip(),
            [ReportOf(Money.Of(959_921), sequence: 8, quantity: 0.5m, cost: 50_000, cashFlow: -40_080)]);

        Assert.Contains("reported 959921 KRW, its journal gives 959920", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_ReportedQuantityDiffers_NamesStrategyAndSymbol()
    {
        AuditReport report = Run(
            [new AccountOpened("j", Money.Of(1_000_000), At(0))], RoundTrip(),
            [ReportOf(Money.Of(959_920), sequence: 8, quantity: 0.4m, cost: 50_000, cashFlow: -40_080)]);

        Assert.Contains("s holds 0.4 KRW-BTC", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_ReportOfAnEarlierEvent_IsHeldAgainstThatMoment()
    {
        AuditReport report = Run(
            [new AccountOpened("j", Money.Of(1_000_000), At(0))], RoundTrip(),
            [ReportOf(Money.Of(899_950), sequence: 5, quantity: 1m, cost: 100_000, cashFlow: -100_050)]);

        Assert.Null(report.Difference);
    }

    [Fact]
    public void Audit_SequenceWithAHole_NamesTheEvent()
    {
        JournalEvent[] events = [.. Chain("position/KRW-BTC", [.. RoundTrip()])];

        AuditReport report = Auditor.Run(events.Where(e => e.Sequence != 2), () => 0);

        Assert.Contains("position/KRW-BTC event 3", report.Difference, StringComparison.Ordinal);
        Assert.Contains("follows event 1", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_BrokenHashChain_NamesTheEvent()
    {
        JournalEvent[] events = [.. Chain("position/KRW-BTC", [.. RoundTrip()])];
        events[3] = events[3] with { PreviousHash = new byte[32] };

        AuditReport report = Auditor.Run(events, () => 0);

        Assert.Contains("event 4", report.Difference, StringComparison.Ordinal);
        Assert.Contains("link", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_TradeBookedTwice_IsFound()
    {
        IPositionEvent[] events = RoundTrip();

        AuditReport report = Run([], [.. events[..4], events[3]], []);

        Assert.Contains("trade t1", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_FillOfAnOrderNeverSent_IsFound()
    {
        IPositionEvent[] events = RoundTrip();

        AuditReport report = Run([], [events[0], events[3]], []);

        Assert.Contains("executed but never sent", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_FundsThatAreNotPriceTimesQuantity_AreFound()
    {
        IPositionEvent[] events = RoundTrip();
        events[3] = (OrderExecuted)events[3] with { Funds = Money.Of(99_999) };

        AuditReport report = Run([], events, []);

        Assert.Contains("funds 99999 are not 100000 x 1", report.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_EntryGrantedByOtherLimits_IsFound()
    {
        EntryGranted granted = new("r", Btc, "s", Money.Of(100_000), At(2), At(2), 1);
        AccountOpened opened = new("j", Money.Of(1_000_000), At(0));
        LimitsConfigured configured = new(ValueList<LimitSetting>.Empty, "configuration", At(1));

        Assert.Contains("granted by limits version 1, in force was 0", Run([opened, granted], [], []).Difference, StringComparison.Ordinal);
        Assert.Null(Run([opened, configured, granted], [], []).Difference);
        Assert.Null(Run([opened, granted with { LimitsVersion = EntryGranted.NotTold }], [], []).Difference);
    }

    [Fact]
    public void Audit_DeniedSignals_AreListedWithHowOftenTheyCame()
    {
        AuditReport report = Run([new AccountOpened("j", Money.Of(1_000_000), At(0)), .. Denials()], [], []);

        Assert.Null(report.Difference);
        Assert.Equal([("RISK_CASH", 8L, "0 is free"), ("RISK_POSITIONS", 1L, "5 of 5")], report.Denied.Select(d => (d.Code, d.Times, d.Detail)));
        Assert.Contains("rose &lt;far&gt;", AuditHtml.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_OfAJournal_AreTheAllowedAndTheDeniedInTheirOrder()
    {
        IPositionEvent[] trip = RoundTrip();
        OrderPermitted permitted = new(Sell, new RiskPermission(RiskScope.Reduction, 4, ValueList<RiskFigure>.Of([new RiskFigure(RiskCheck.Positions, 1, 5)])), At(2));

        IReadOnlyList<RiskDecisionRow> rows = DecisionList.Of(
            [.. Chain("position/KRW-BTC", [.. trip[..6], permitted, .. trip[6..]]), .. Chain("portfolio", [.. Denials()])]);

        Assert.Equal(["allowed", "denied", "denied"], rows.Select(r => r.Decision));
        Assert.Equal((Sell.Value, "Exit: because", "positions 1 <= 5", 4), (rows[0].Order, rows[0].Signal, rows[0].Figures, rows[0].LimitsVersion));
        Assert.Equal(("KRW-BTC", "s", "Enter: rose <far>", "RISK_CASH", 8), (rows[1].Symbol, rows[1].Strategy, rows[1].Signal, rows[1].Code, rows[1].Times));
    }

    private static IPortfolioEvent[] Denials() =>
    [
        new SignalDenied(Btc, "s", IntentKind.Enter, "rose <far>", "RISK_CASH", "1 is free", 0, At(3), At(3)),
        new SignalDenied(Btc, "s", IntentKind.Enter, "rose", "RISK_POSITIONS", "5 of 5", 0, At(4), At(4)),
        new DenialsRepeated(Btc, "s", "RISK_CASH", 7, "0 is free", At(0), At(5)),
    ];

    // Buys 1 at 100,000 and sells half of it at 120,000; the fee is 0.05 %.
    private static IPositionEvent[] RoundTrip() =>
    [
        Intend(Buy, 1, OrderSide.Buy),
        new OrderSubmitted(Buy),
        new OrderAccepted(Buy, "v1", At(1)),
        new OrderExecuted(Buy, "t1", Price.Of(100_000), Quantity.Of(1), Money.Of(100_000), Money.Of(50), LiquiditySide.Taker, At(1)),
        new OrderFilled(Buy, At(1)),
        Intend(Sell, 2, OrderSide.Sell),
        new OrderSubmitted(Sell),
        new OrderExecuted(Sell, "t2", Price.Of(120_000), Quantity.Of(0.5m), Money.Of(60_000), Money.Of(30), LiquiditySide.Taker, At(2)),
    ];

    private static OrderIntended Intend(ClientOrderId id, long number, OrderSide side) => new(
        id, number, Btc, "s", side, OrderType.Market, TimeInForce.Gtc, side == OrderSide.Sell ? Quantity.Of(0.5m) : Quantity.Zero, Price.None,
        side == OrderSide.Buy ? Money.Of(100_000) : Money.Zero, Price.Of(100_000), "because", At(number));

    private static AccountReported ReportOf(Money cash, long sequence, decimal quantity, decimal cost, decimal cashFlow) => new(
        cash,
        ValueList<ReportedSymbol>.Of([new ReportedSymbol(Btc, sequence, Money.Of(cashFlow),
            ValueList<ReportedHolding>.Of([new ReportedHolding("s", Quantity.Of(quantity), Money.Of(cost))]))]),
        At(9));

    private static AuditReport Run(IPortfolioEvent[] before, IPositionEvent[] positions, IPortfolioEvent[] after)
    {
        JournalEvent[] portfolio = [.. Chain("portfolio", [.. before, .. after])];
        return Auditor.Run(
            [.. portfolio[..before.Length], .. Chain("position/KRW-BTC", [.. positions]), .. portfolio[before.Length..]], () => 0);
    }

    private static IEnumerable<JournalEvent> Chain(string entity, params object[] events)
    {
        byte[] previous = new byte[32];
        for (int i = 0; i < events.Length; i++)
        {
            byte[] hash = SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes($"{entity} {i}")]);
            yield return new JournalEvent(entity, i + 1, At(i), At(i), events[i].GetType().Name, 1, events[i], previous, hash);
            previous = hash;
        }
    }

    private static Timestamp At(long seconds) => new(1_756_684_800_000_000 + seconds * 1_000_000);
}
