using CoinPilot.MarketData;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>In a backtest a timer comes in virtual time, and finds the market as it was then.</summary>
public sealed class TimerBacktestTests
{
    [Fact]
    public void Timer_InAMinuteWithoutTrades_BuysAtThePriceBeforeTheNextCandle()
    {
        List<Timestamp> timers = [];
        StrategyDescriptor descriptor = new("on-time", "for a test", [], _ => new OnTime(timers));
        StrategyChoice choice = new(descriptor, StrategySettings.Read("on-time", [], new Dictionary<string, string>()));
        Candle[] candles = [CandleAt(0, 100_000m), CandleAt(3, 200_000m), CandleAt(4, 200_000m)];

        TestRun run = TestRun.Of([choice], RiskLimits.SizesOnly, [candles]);

        Assert.Equal(Enumerable.Range(2, 4).Select(m => SyntheticSeries.Start + TimeSpan.FromMinutes(m)), timers);
        Assert.InRange(Assert.Single(run.Events.OfType<OrderExecuted>()).Price.ToDecimal(), 100_000m, 101_000m);
    }

    private static Candle CandleAt(int minute, decimal price) => new(
        SyntheticSeries.Start + TimeSpan.FromMinutes(minute), Price.Of(price), Price.Of(price), Price.Of(price), Price.Of(price), Quantity.Of(1_000m));

    /// <summary>Buys at its first timer.</summary>
    private sealed class OnTime(List<Timestamp> timers) : Strategy
    {
        public override int WarmUpMinutes => 0;

        public override TimeSpan? TimerPeriod => TimeSpan.FromMinutes(1);

        public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;

        public override Intent? OnTimer(Timestamp now, in StrategyView view)
        {
            timers.Add(now);
            return view.IsLong ? null : new Intent(IntentKind.Enter, "it is time");
        }
    }
}
