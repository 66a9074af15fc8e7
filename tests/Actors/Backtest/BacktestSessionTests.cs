using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Strategies;
using CoinPilot.Tests.Trading;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

public sealed class BacktestSessionTests
{
    private static readonly Candle[][] Series =
        [SyntheticSeries.Make(1, 6_000), SyntheticSeries.Make(2, 6_000, 900), SyntheticSeries.Make(3, 6_000, 1_500_000)];

    public static TheoryData<string> Strategies => QuickSettings.Names;

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_OfTheSameCandlesTwice_GivesTheSameResultAndOrders(string strategy)
    {
        TestRun first = TestRun.Of(Choice(strategy), Series);
        TestRun second = TestRun.Of(Choice(strategy), Series);

        Assert.True(first.Result.Orders >= (strategy == "buy-and-hold" ? 3 : 6), $"only {first.Result.Orders} orders");
        Assert.Equal(first.Result, second.Result);
        Assert.Equal(first.Events, second.Events);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_OfOtherCandles_GivesAnotherHash(string strategy) => Assert.NotEqual(
        TestRun.Of(Choice(strategy), Series[0]).Result.ResultHash,
        TestRun.Of(Choice(strategy), SyntheticSeries.Make(4, 6_000)).Result.ResultHash);

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_CutOffAtAnyPoint_HasMadeTheSameOrdersUntilThen(string strategy)
    {
        IReadOnlyList<IPositionEvent> whole = TestRun.Of(Choice(strategy), Series).Events;
        int longest = 0;
        for (int minutes = 97; minutes < 6_000; minutes += 311)
        {
            Timestamp end = SyntheticSeries.Start + TimeSpan.FromMinutes(minutes);
            Candle[][] cut = [.. Series.Select(s => s.Where(c => c.OpenTime < end).ToArray())];
            IReadOnlyList<IPositionEvent> until = TestRun.Of(Choice(strategy), cut).Events;

            Assert.Equal(whole.Take(until.Count), until);
            Assert.True(until.Count >= longest);
            longest = until.Count;
        }
        Assert.InRange(longest, whole.Count / 2, whole.Count);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Result_AddedUpFromItsFills_IsTheSame(string strategy)
    {
        TestRun run = TestRun.Of(Choice(strategy), Series);
        Dictionary<ClientOrderId, OrderIntended> orders = run.Events.OfType<OrderIntended>().ToDictionary(o => o.ClientOrderId);
        List<OrderExecuted> fills = [.. run.Events.OfType<OrderExecuted>()];
        decimal cash = TestRun.Cash;
        decimal[] held = new decimal[Series.Length];
        foreach (OrderExecuted fill in fills)
        {
            OrderIntended order = orders[fill.ClientOrderId];
            int sign = order.Side == OrderSide.Buy ? 1 : -1;
            cash -= sign * fill.Funds.ToDecimal() + fill.Fee.ToDecimal();
            held[int.Parse(order.Symbol.Code[5..])] += sign * fill.Quantity.ToDecimal();
        }
        decimal equity = cash + Series.Select((s, i) => decimal.Floor(held[i] * s[^1].Close.ToDecimal() * 1e8m) / 1e8m).Sum();

        Assert.Equal(
            (orders.Count, fills.Count, fills.Sum(f => f.Fee.ToDecimal()), cash, equity),
            ((int)run.Result.Orders, (int)run.Result.Fills, run.Result.Fees.ToDecimal(), run.Result.FinalCash.ToDecimal(), run.Result.FinalEquity.ToDecimal()));
        Assert.Equal((double)(equity - TestRun.Cash) * 100 / (double)TestRun.Cash, run.Result.ReturnPercent, 9);
    }

    // Two of a kind on one symbol, one with a list of its own, and one on all: what each did is theirs, and together it is the account's.
    [Fact]
    public void Lines_OfSeveralStrategiesOnTheirOwnSymbols_AddUpToTheAccount()
    {
        StrategyChoice quick = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string> { ["fast"] = "3", ["slow"] = "9" }) with
        {
            Label = "quick", Symbols = [TestRun.SymbolOf(0), TestRun.SymbolOf(2)],
        };
        StrategyChoice slow = TestRun.MovingAverages with { Symbols = [TestRun.SymbolOf(0)] };
        RiskLimits small = RiskLimits.SizesOnly with { MaxOrderPercent = 5m };
        TestRun run = TestRun.Of([quick, slow, TestRun.Breakout], small, Series);
        List<OrderIntended> orders = [.. run.Events.OfType<OrderIntended>()];
        Dictionary<ClientOrderId, OrderIntended> byId = orders.ToDictionary(o => o.ClientOrderId);

        Assert.Equal(
            ["C0 quick", "C0 ma-cross", "C0 volatility-breakout", "C1 volatility-breakout", "C2 quick", "C2 volatility-breakout"],
            run.Result.Lines.Select(l => $"{l.Symbol.Code[4..]} {l.Strategy}"));
        Assert.All(run.Result.Lines, line =>
        {
            Assert.Equal(orders.Count(o => o.Symbol == line.Symbol && o.Strategy == line.Strategy), line.Orders);
            List<(OrderIntended Order, OrderExecuted Fill)> fills = [.. run.Events.OfType<OrderExecuted>().Select(f => (byId[f.ClientOrderId], f))
                .Where(f => f.Item1.Symbol == line.Symbol && f.Item1.Strategy == line.Strategy)];
            Assert.True(fills.Count > 1, $"{line.Symbol} {line.Strategy} did not trade");
            decimal held = fills.Sum(f => (f.Order.Side == OrderSide.Buy ? 1 : -1) * f.Fill.Quantity.ToDecimal());
            decimal paid = fills.Sum(f => (f.Order.Side == OrderSide.Buy ? 1 : -1) * f.Fill.Funds.ToDecimal() + f.Fill.Fee.ToDecimal());
            decimal worth = decimal.Floor(held * Series[line.Symbol.Code[5] - '0'][^1].Close.ToDecimal() * 1e8m) / 1e8m;
            Assert.Equal((fills.Count, held, worth - paid), ((int)line.Fills, line.Held.ToDecimal(), line.Profit.ToDecimal()));
        });
        Assert.Equal(
            (run.Result.Orders, run.Result.Fills, run.Result.Denied, run.Result.Fees.ToDecimal()),
            (run.Result.Lines.Sum(l => l.Orders), run.Result.Lines.Sum(l => l.Fills), run.Result.Lines.Sum(l => l.Denied), run.Result.Lines.Sum(l => l.Fees.ToDecimal())));
        Assert.InRange(run.Result.FinalEquity.ToDecimal() - TestRun.Cash - run.Result.Lines.Sum(l => l.Profit.ToDecimal()), 0m, 3e-8m);
    }

    [Fact]
    public void Symbol_WhoseStrategiesSeeNoTrades_IsNotTouchedByOneThatDoesElsewhere()
    {
        RiskLimits small = RiskLimits.SizesOnly with { MaxOrderPercent = 1m };
        TestRun together = TestRun.Of([TestRun.MovingAverages with { Symbols = [TestRun.SymbolOf(0)] }, TestRun.Breakout with { Symbols = [TestRun.SymbolOf(1)] }], small, [Series[0], Series[1]]);
        TestRun alone = TestRun.Of([TestRun.MovingAverages], small, [Series[0]]);

        Assert.Equal(
            alone.Events.OfType<OrderIntended>().Select(o => (o.Side, o.At, o.ReferencePrice)),
            together.Events.OfType<OrderIntended>().Where(o => o.Symbol == TestRun.SymbolOf(0)).Select(o => (o.Side, o.At, o.ReferencePrice)));
    }

    [Fact]
    public void Fills_OfTheVenue_AreAtAPriceOfTheirMinuteWithinAFewTicks()
    {
        TestRun run = TestRun.Of(TestRun.Breakout, Series[0]);
        Dictionary<Timestamp, Candle> candles = Series[0].ToDictionary(c => c.OpenTime);

        Assert.All(run.Events.OfType<OrderExecuted>(), fill =>
        {
            Candle candle = candles[fill.VenueTime.FloorTo(TimeSpan.FromMinutes(1))];
            Price step = TickTable.StepAt(candle.High);
            Assert.InRange(fill.Price.Units, candle.Low.Units - 3 * step.Units, candle.High.Units + 3 * step.Units);
        });
    }

    [Fact]
    public void Minute_WhereSymbolsWantTheSameCash_ServesThemInTheirOrder()
    {
        Candle[][] rivals = [Series[0], Series[0], Series[0]];
        TestRun run = TestRun.Of([TestRun.MovingAverages], RiskLimits.SizesOnly with { MaxOrderPercent = 60m }, rivals);

        long[] orders = [.. run.Result.Lines.Select(l => l.Orders)];
        Assert.True(run.Result.Denied > 10);
        Assert.True(orders[0] > 100 && orders[2] == 0, string.Join(' ', orders));
    }

    [Fact]
    public void Symbols_ThatShareNothingButCash_TradeAsTheyWouldAlone()
    {
        RiskLimits small = RiskLimits.SizesOnly with { MaxOrderPercent = 1m };
        TestRun together = TestRun.Of([TestRun.Breakout], small, [Series[0], Series[1]]);
        TestRun alone = TestRun.Of([TestRun.Breakout], small, [Series[0]]);

        Assert.Equal(
            alone.Events.OfType<OrderIntended>().Select(o => (o.Side, o.At, o.ReferencePrice)),
            together.Events.OfType<OrderIntended>().Where(o => o.Symbol == TestRun.SymbolOf(0)).Select(o => (o.Side, o.At, o.ReferencePrice)));
    }

    [Fact]
    public void Strategy_ThatThrows_FailsTheSessionWithTheCause()
    {
        Candle[] candles = [.. Series[0].Take(10).Select(c => c with { Volume = Quantity.Of(CandleColour.BreakingVolume) })];
        BacktestStoppedException error = Assert.Throws<BacktestStoppedException>(() => TestRun.Of(CandleColour.Brittle, candles));

        Assert.Contains("KRW-C0/symbol/strategy-brittle", error.Message, StringComparison.Ordinal);
        Assert.Contains("thirteen", error.Message, StringComparison.Ordinal);
        Assert.Contains("2025-09-01T00:01", error.Message, StringComparison.Ordinal);
        Assert.Equal("thirteen", error.GetBaseException().Message);
    }

    private static StrategyChoice Choice(string name) => QuickSettings.Of(name);
}
