using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>A strategy that asks for several bar sizes gets them from the actors.</summary>
public sealed class BarSubscriptionTests
{
    [Fact]
    public void Backtest_OfAStrategyWithHourAndDay_TradesOnTheBarsOfItsMinutes()
    {
        Candle[] candles = SyntheticSeries.Make(5, 4 * 1440);
        List<(BarSize Size, Candle Bar)> heard = [];
        StrategyDescriptor descriptor = new("two-sizes", "for a test", [], _ => new TwoSizes(heard));
        StrategyChoice choice = new(descriptor, StrategySettings.Read("two-sizes", [], new Dictionary<string, string>()));

        TestRun run = TestRun.Of([choice], RiskLimits.Default, [candles]);

        Assert.Equal(Grouped(candles, 60), heard.Where(h => h.Size == BarSize.Hours(1)).Select(h => h.Bar));
        Assert.Equal(Grouped(candles, 1440), heard.Where(h => h.Size == BarSize.Day(TradingDay.Utc)).Select(h => h.Bar));
        Assert.True(run.Result.Orders > 10, $"only {run.Result.Orders} orders");
    }

    private static IEnumerable<Candle> Grouped(Candle[] minutes, int length) =>
        minutes.GroupBy(c => c.OpenTime.UnixMicros / (length * 60_000_000L)).Select(bar => new Candle(
            new Timestamp(bar.Key * length * 60_000_000L), bar.First().Open, bar.Max(c => c.High), bar.Min(c => c.Low), bar.Last().Close,
            Quantity.FromUnits(bar.Aggregate(Int128.Zero, (sum, c) => sum + c.Volume.Units))));

    /// <summary>In on a rising hour, out on a falling one.</summary>
    private sealed class TwoSizes(List<(BarSize Size, Candle Bar)> heard) : Strategy
    {
        public override int WarmUpMinutes => 2 * 1440;

        public override IReadOnlyList<BarSize> BarSizes => [BarSize.Day(TradingDay.Utc), BarSize.Hours(1)];

        public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;

        public override Intent? OnBar(BarSize size, in Candle bar, in StrategyView view)
        {
            heard.Add((size, bar));
            if (size != BarSize.Hours(1) || bar.Close > bar.Open == view.IsLong)
                return null;
            return new Intent(view.IsLong ? IntentKind.Exit : IntentKind.Enter, "the hour turned");
        }
    }
}
