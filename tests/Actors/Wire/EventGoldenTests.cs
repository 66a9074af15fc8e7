using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Runs;
using CoinPilot.Strategies;
using CoinPilot.Tests.Architecture;
using CoinPilot.Values;

namespace CoinPilot.Tests.Wire;

/// <summary>
/// The bytes of every event type and version, as journals on disk hold them. A line here never changes: a changed schema gets a new
/// version, a new line and keeps reading the old one.
/// </summary>
public sealed class EventGoldenTests
{
    private static readonly ClientOrderId Id = new("j1-KRW-BTC-ma-cross-000042");
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Timestamp Time = Timestamp.Utc(2025, 9, 1, 12, 34, 56) + TimeSpan.FromMicroseconds(789_012);

    /// <summary>What the lines of versions no longer written tell of; they come first.</summary>
    private static readonly object[] Earlier =
    [
        .. Intended,
        new ExternalOrderAdopted(new ClientOrderId("ext-1"), "cdd92199-2897-4e14-9448-f923320408ad", OrderSide.Sell, OrderType.Limit,
            Quantity.Of(0.5m), Price.Of(170_000_000m), Money.Zero, Time, 0),
        new EntryGranted("0198f3-7", Btc, "ma-cross", Money.Of(1_999_000m), Timestamp.Utc(2025, 9, 1, 12, 34), Time, EntryGranted.NotTold),
    ];

    private static OrderIntended[] Intended =>
    [
        new(Id, 42, Btc, "ma-cross", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None,
            Money.Of(2_000_000m), Price.Of(150_803_000m), "fast average 1.5 crossed above slow 1.25", Time),
        new(Id, long.MaxValue, Btc, "손절", OrderSide.Sell, OrderType.Limit, TimeInForce.PostOnly,
            Quantity.Of(10_000_000_000_000.00000001m), Price.Of(0.00000001m), Money.Zero, new Price(long.MaxValue), "", Time),
    ];

    private static readonly object[] Samples =
    [
        Intended[0] with
        {
            Because = ValueList<Condition>.Of([Condition.Above("fast", 1.5, 1.25), Condition.AtMost("거래량", 0.4, double.PositiveInfinity)]),
        },
        Intended[1],
        new OrderSubmitted(Id),
        new OrderAccepted(Id, "cdd92199-2897-4e14-9448-f923320408ad", Time),
        new OrderBecameUnknown(Id, "timed out"),
        new OrderExecuted(Id, "t-1", Price.Of(150_803_000m), Quantity.Of(0.01326233m), Money.Of(1_999_999.14899m), Money.Of(999.99957449m),
            LiquiditySide.Taker, Time),
        new OrderExecuted(Id, "t-2", new Price(1), Quantity.FromUnits(Int128.MaxValue), new Money(Int128.MaxValue), new Money(Int128.MinValue),
            LiquiditySide.Maker, new Timestamp(long.MinValue)),
        new OrderFilled(Id, Time),
        new OrderCancelled(Id, Time),
        new OrderRejected(Id, OrderRejected.NeverReached, "the venue has no record of it"),
        new OrderConditioned(Id, OrderConditions.None),
        new OrderConditioned(Id, new OrderConditions(
            "grid-3", true, Time + TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), Trigger.Trailing(300, Price.Of(151_000_000m)), "oco",
            new Bracket(Trigger.StopAt(Price.Of(146_000_000m)), Price.Of(145_900_000m), Trigger.TakeProfitAt(Price.Of(160_000_000m)), TimeSpan.FromSeconds(5)),
            new ClientOrderId("j1-KRW-BTC-ma-cross-000040"), new ClientOrderId("j1-KRW-BTC-ma-cross-000041"))),
        new OrderPermitted(Id, new RiskPermission(RiskScope.Reduction, 0, ValueList<RiskFigure>.Empty), Time),
        new OrderPermitted(Id, new RiskPermission(RiskScope.WaitingEntry, 3, ValueList<RiskFigure>.Of(
        [
            new RiskFigure(RiskCheck.PriceAge, 250, 120_000), new RiskFigure(RiskCheck.Cash, Money.Of(2_001_000m).Units, Money.Of(7_998_000.00000001m).Units),
            new RiskFigure(RiskCheck.OrderRate, Int128.MinValue, Int128.MaxValue),
        ])), Time),
        new OrderArmed(Id, Time),
        new TrailAdvanced(Id, Price.Of(152_000_000m)),
        new OrderTriggered(Id, Price.Of(147_000_000m), Time),
        new OrderResized(Id, Quantity.Of(0.01m), Money.Zero),
        new OrderCancelRequested(Id, CancelCause.Expired, Time),
        new OrderReopened(Id, Time),
        new HoldingTransferred("ma-cross", Holder.Dust, Quantity.Of(0.00001m), Money.Of(1_500m), "worth less than 5000 KRW", Time),
        new HoldingAdjusted(Holder.External, Quantity.Of(0.5m), Money.Of(75_000_000m), "accepted", Time),
        new ExternalOrderAdopted(new ClientOrderId("ext-1"), "cdd92199-2897-4e14-9448-f923320408ad", OrderSide.Sell, OrderType.Limit,
            Quantity.Of(0.5m), Price.Of(170_000_000m), Money.Zero, Time, 43),
        new TradingStateChanged(TradingState.Reducing, "the venue has 0.5 BTC more than all positions", Time),
        new AccountOpened("j1", Money.Of(10_000_000m), Time),
        new ReferenceEquityFixed(Timestamp.Utc(2025, 9, 1), Money.Of(10_123_456.78901234m)),
        new KillSwitchEngaged("하락장", Time),
        new KillSwitchReleased("", Time),
        new AccountReported(Money.Of(-1m), ValueList<ReportedSymbol>.Empty, Time),
        new AccountReported(Money.Of(7_999_000.00042551m), ValueList<ReportedSymbol>.Of(
        [
            new ReportedSymbol(Btc, 5, Money.Of(-2_000_999.14856449m), ValueList<ReportedHolding>.Of(
            [
                new ReportedHolding("ma-cross", Quantity.Of(0.01326233m), Money.Of(1_999_999.14899m)),
                new ReportedHolding("volatility-breakout", Quantity.Zero, Money.Zero),
            ])),
            new ReportedSymbol(Symbol.Parse("KRW-ETH"), 0, Money.Zero, ValueList<ReportedHolding>.Empty),
        ]), Time),
        new FlattenOrdered("끝", Time),
        new TradingStateSet(TradingState.Reducing, "maintenance", Time),
        new EntryGranted("0198f3-7", Btc, "ma-cross", Money.Of(1_999_000m), Timestamp.Utc(2025, 9, 1, 12, 34), Time, 3),
        new TradingDayBegan(Timestamp.Utc(2025, 9, 1), Money.Of(10_123_456.78901234m)),
        new DailyLossReached(Time, Money.Of(9_700_000m)),
        new PeakEquityRaised(Time, Money.Of(12_000_000.5m)),
        new TradeEnded(Btc, "ma-cross", Money.Of(-12_345.678m), Money.Of(98_765.4321m), Time),
        new EntriesPaused(Time, "3 losses in a row"),
        new LimitsConfigured(ValueList<LimitSetting>.Of([new("max_order_percent", "20"), new("second_entry", "never")]), "coinpilot.yaml", Time),
        new LimitsOverridden(ValueList<LimitSetting>.Empty, "", Time),
        new SignalDenied(Btc, "ma-cross", IntentKind.Enter, "fast average 1.5 crossed above slow 1.25", RiskCode.Cash, "needs 2001000 KRW with fee, 0 is free", 3,
            Timestamp.Utc(2025, 9, 1, 12, 34), Time),
        new DenialsRepeated(Btc, "ma-cross", RiskCode.Cash, 57, "현금 부족", Timestamp.Utc(2025, 9, 1, 12), Time),
        new CashUnexplained(Money.Of(9_000_000m), Money.Of(9_500_000.5m), "입금?", Time),
        new CashExplained("", Time),
        new CashTransferred(Money.Of(-500_000.5m), "accepted by an operator", Time),
        new StrategyStateSaved("s1", "turtle", 2, ValueList<StateField>.Of([new("units", "3"), new("상태", "")]), 41, Time, Time),
        new RunRequested(
            "01993a2e-7c1f-7d33-8a54-0f6b2f0d9c11",
            new RunParameters(
                ValueList<string>.Of(["backtest", "--candles", "KRW-BTC"]),
                ValueList<RunStrategy>.Of(
                [
                    new RunStrategy("빠른", "ma-cross", ValueList<Symbol>.Of([Btc]), ValueList<RunSetting>.Of([new("fast", "20"), new("slow", "60")])),
                    new RunStrategy("grid", "grid", ValueList<Symbol>.Empty, ValueList<RunSetting>.Empty),
                ]),
                ValueList<RunSetting>.Of([new("cash", "10000000"), new("risk.daily_entries", "6")]),
                ValueList<RunInput>.Of([new RunInput(Btc, "data", "upbit", Timestamp.Utc(2025, 9, 1), Timestamp.Utc(2025, 10, 1), "ab12", 43_200)])),
            "ab12", "0.1.0+3f2a", "", Time),
        new RunStarted(Time),
        new RunSucceeded("cd34", ValueList<RunFigure>.Of([new("return", -0.0125), new("sharpe", double.NaN)]), Time),
        new RunFailed("its process ended: 죽음", Time),
    ];

    private readonly EventCodec _codec = new();

    private static string[] Lines =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Actors", "Wire", "golden", "events.txt")).Where(l => !l.StartsWith('#'))];

    // Of a version that is read but not written yet there are only the bytes.
    [Fact]
    public void Encoder_OfToday_WritesTheGoldenBytes()
    {
        object[] all = [.. Earlier, .. Samples];
        Assert.Equal(all.Length, Lines.Length);
        Assert.Equal(
            string.Join('\n', Lines.Where(IsWritten)),
            string.Join('\n', all.Where((_, i) => IsWritten(Lines[i])).Select(Line)));
    }

    [Fact]
    public void Decoder_OfToday_ReadsTheGoldenBytes() => Assert.Equal(Earlier.Concat(Samples), Lines.Select(line =>
    {
        string[] parts = line.Split(' ');
        return _codec.Decode(parts[0], int.Parse(parts[1]), Convert.FromHexString(parts[2]));
    }));

    [Fact]
    public void GoldenBytes_OfEveryVersionOfEverySchema_AreKept() => Assert.Equal(
        _codec.Schemas.SelectMany(s => Enumerable.Range(1, s.Newest).Select(v => $"{s.Manifest} {v}")).Order(StringComparer.Ordinal),
        Lines.Select(l => l[..l.LastIndexOf(' ')]).Distinct().Order(StringComparer.Ordinal));

    private bool IsWritten(string line) => _codec.Schemas.Any(s => line.StartsWith($"{s.Manifest} {s.Version} ", StringComparison.Ordinal));

    private string Line(object sample)
    {
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = _codec.Encode(sample, bytes);
        return $"{manifest} {version} {Convert.ToHexStringLower(bytes.WrittenSpan)}";
    }
}
