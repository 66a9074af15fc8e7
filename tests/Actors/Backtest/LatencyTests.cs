using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>A candle is known after its end, an order arrives after it was sent, and neither is served with a price of before.</summary>
public sealed class LatencyTests
{
    private static readonly StrategyChoice BuyAndHold = StrategyCatalog.Choose("buy-and-hold", new Dictionary<string, string>());

    private static readonly Candle[][] Series = [SyntheticSeries.Make(1, 3_500), SyntheticSeries.Make(2, 3_500, 900), SyntheticSeries.Make(3, 3_500, 1_500_000)];

    public static TheoryData<string> Strategies => QuickSettings.Names;

    [Fact]
    public void MarketOrder_DecidedAtAClose_FillsAtTheNextMinutesFirstTrade()
    {
        OrderExecuted fill = Assert.Single(Usual(BuyAndHold, [CandleAt(0, 100_000m), CandleAt(1, 110_000m, low: 90_000m, close: 120_000m)]).Events.OfType<OrderExecuted>());

        Assert.Equal(110_100m, fill.Price.ToDecimal());
        Assert.Equal(At(60 + 2.1), fill.VenueTime);
    }

    [Fact]
    public void MarketOrder_ThatArrivesAfterTheNextTrade_FillsAtThatOne()
    {
        // The four trades of a candle are fifteen seconds apart.
        TestRun run = Run("fixed:order_ms=5000,candle_ms=11000", BuyAndHold, [CandleAt(0, 100_000m), CandleAt(1, 110_000m, low: 90_000m, close: 120_000m, high: 150_000m)]);

        OrderExecuted fill = Assert.Single(run.Events.OfType<OrderExecuted>());
        Assert.Equal((90_000m + 50m, At(60 + 16)), (fill.Price.ToDecimal(), fill.VenueTime));
    }

    [Fact]
    public void Candle_OfASymbolThatTradesNoMore_IsKnownOnTimeAndItsOrderMeetsTheLastPrice()
    {
        TestRun run = Usual(BuyAndHold, [CandleAt(0, 100_000m)], [CandleAt(5, 1_000m), CandleAt(6, 1_000m)]);

        OrderExecuted first = run.Events.OfType<OrderExecuted>().First();
        Assert.Equal((100_100m, At(60 + 2.1)), (first.Price.ToDecimal(), first.VenueTime));
        Assert.Equal([At(60 + 2), At(360 + 2)], run.Events.OfType<OrderIntended>().Select(o => o.At));
    }

    [Fact]
    public void Order_DecidedByTheLastCandle_DoesNotArrive()
    {
        TestRun run = Usual(BuyAndHold, [CandleAt(0, 100_000m)]);

        Assert.Single(run.Events.OfType<OrderIntended>());
        Assert.Empty(run.Events.OfType<OrderExecuted>());
        Assert.Equal(At(60), run.Result.To);
    }

    [Fact]
    public void Candles_OfOneMinute_AreToldInTheOrderOfTheirSymbolsAfterTheTradesBeforeThem()
    {
        TestRun run = Usual(BuyAndHold, [CandleAt(0, 100_000m), CandleAt(1, 200_000m)], [CandleAt(0, 1_000m), CandleAt(1, 2_000m)]);

        Assert.Equal(["KRW-C0", "KRW-C1"], run.Events.OfType<OrderIntended>().Select(o => o.Symbol.Code));
        Assert.Equal([200_100m, 2_001m], run.Events.OfType<OrderExecuted>().Select(f => f.Price.ToDecimal()));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Backtest_UnderTheUsualModels_CutOffAtAnyPoint_HasMadeTheSameOrdersUntilThen(string strategy)
    {
        IReadOnlyList<IPositionEvent> whole = Usual(QuickSettings.Of(strategy), Series).Events;
        int longest = 0;
        for (int minutes = 97; minutes < 3_500; minutes += 511)
        {
            Candle[][] cut = [.. Series.Select(s => s.Where(c => c.OpenTime < At(60 * minutes)).ToArray())];
            IReadOnlyList<IPositionEvent> until = Usual(QuickSettings.Of(strategy), cut).Events;

            Assert.Equal(whole.Take(until.Count), until);
            longest = Math.Max(longest, until.Count);
        }
        Assert.True(longest > 2, $"{longest} events");
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Fills_UnderTheUsualModels_AreNeverBeforeWhatDecidedThem(string strategy)
    {
        TestRun run = Usual(QuickSettings.Of(strategy), Series);
        Dictionary<ClientOrderId, OrderIntended> orders = run.Events.OfType<OrderIntended>().ToDictionary(o => o.ClientOrderId);

        Assert.NotEmpty(run.Events.OfType<OrderExecuted>());
        Assert.All(run.Events.OfType<OrderExecuted>(), f => Assert.True(f.VenueTime - orders[f.ClientOrderId].At >= TimeSpan.FromMilliseconds(100)));
    }

    private static TestRun Usual(StrategyChoice strategy, params Candle[][] series) => Run("fixed", strategy, series);

    private static TestRun Run(string latency, StrategyChoice strategy, params Candle[][] series) => TestRun.Of(
        new BacktestOptions(Money.Of(TestRun.Cash), [strategy], RiskLimits.SizesOnly) { Models = new ExecutionModels { Latency = ModelCatalog.Latency.Read(latency) } }, series);

    private static Timestamp At(double seconds) => SyntheticSeries.Start + TimeSpan.FromSeconds(seconds);

    private static Candle CandleAt(int minute, decimal open, decimal? high = null, decimal? low = null, decimal? close = null) => new(
        At(60 * minute), Price.Of(open), Price.Of(high ?? Math.Max(open, close ?? open)), Price.Of(low ?? open), Price.Of(close ?? open), Quantity.Of(1_000m));
}
