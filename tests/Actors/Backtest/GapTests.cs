using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Between two candles the price jumps: nothing is executed at what lies between, and nothing before the jump.</summary>
public sealed class GapTests
{
    [Theory]
    [InlineData("fixed", 0.1)]
    [InlineData("none", 0.0)]
    public void Stop_ThatTheNextCandleOpensBelow_SellsAtThatOpen(string latency, double travel)
    {
        TestRun run = Run(latency, GuardedEntries.Choose(stop: 0.95m), CandleAt(0, 100_000m), CandleAt(1, 100_000m), CandleAt(30, 80_000m, low: 70_000m, high: 99_000m));

        OrderExecuted sale = run.Events.OfType<OrderExecuted>().Last();
        // The stop at 95,000 fires at the open of 80,000, a few ticks of 50 below which it is sold.
        Assert.Equal((79_950m, At(30 * 60 + travel)), (sale.Price.ToDecimal(), sale.VenueTime));
    }

    [Theory]
    [InlineData("through:volume_share=1")]
    [InlineData("touch:volume_share=1")]
    [InlineData("queue:volume_share=1")]
    public void RestingLimit_ThatTheNextCandleOpensBelow_FillsAtThatOpensTimeAtItsOwnPrice(string fill)
    {
        TestRun run = Run("fixed", LimitBelow.Choose(), fill, CandleAt(0, 100_000m), CandleAt(1, 100_000m), CandleAt(30, 80_000m));

        OrderExecuted bought = Assert.Single(run.Events.OfType<OrderExecuted>());
        // As a maker at a venue: whoever sells down to 80,000 meets the limit of 99,000 on the way.
        Assert.Equal((99_000m, At(30 * 60)), (bought.Price.ToDecimal(), bought.VenueTime));
    }

    [Fact]
    public void Fills_OfTakersOverRealisticGaps_AreWithinTheirMinuteAndAFewTicksOfTheLastTrade()
    {
        Candle[] candles = [.. SyntheticSeries.Make(12, 4_000).Where((_, i) => i % 9 < 5)];
        TestRun run = Run("fixed", GuardedEntries.Choose(), candles);
        Trade[] room = new Trade[CandlePath.MaxTrades];
        Trade[] tape = [.. candles.SelectMany(c => room[..CandlePath.Expand(c, 1, room)].ToArray())];
        OrderExecuted[] takers = [.. run.Events.OfType<OrderExecuted>().Where(f => f.Liquidity == LiquiditySide.Taker)];

        Assert.True(takers.Length > 50);
        Assert.All(takers, fill =>
        {
            Trade last = tape[Array.FindLastIndex(tape, t => t.Time <= fill.VenueTime)];
            decimal tick = TickTable.StepAt(last.Price).ToDecimal();
            Assert.InRange(Math.Abs(fill.Price.ToDecimal() - last.Price.ToDecimal()), 0.01m, tick * 3);
        });
    }

    private static TestRun Run(string latency, StrategyChoice strategy, params Candle[] candles) => Run(latency, strategy, "through", candles);

    private static TestRun Run(string latency, StrategyChoice strategy, string fill, params Candle[] candles) => TestRun.Of(
        new BacktestOptions(Money.Of(TestRun.Cash), [strategy], RiskLimits.SizesOnly)
        {
            Models = new ExecutionModels { Latency = ModelCatalog.Latency.Read(latency), Fill = ModelCatalog.Fill.Read(fill) },
        }, [candles]);

    private static Timestamp At(double seconds) => SyntheticSeries.Start + TimeSpan.FromSeconds(seconds);

    private static Candle CandleAt(int minute, decimal open, decimal? high = null, decimal? low = null) => new(
        At(60 * minute), Price.Of(open), Price.Of(high ?? open), Price.Of(low ?? open), Price.Of(open), Quantity.Of(1_000_000m));

    /// <summary>Buys once, at 99,000.</summary>
    private sealed class LimitBelow : Strategy
    {
        private bool _asked;

        public override int WarmUpMinutes => 0;

        public static StrategyChoice Choose() => new(
            new StrategyDescriptor("limit-below", "for tests", [], _ => new LimitBelow()), StrategySettings.Read("limit-below", [], new Dictionary<string, string>()));

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            if (_asked)
                return null;
            _asked = true;
            return new Intent(IntentKind.Enter, "once") { Terms = IntentTerms.Plain with { Tag = "below", Limit = Price.Of(99_000m) } };
        }
    }
}
