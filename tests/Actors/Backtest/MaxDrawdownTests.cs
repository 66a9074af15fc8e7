using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;

namespace CoinPilot.Tests.Backtest;

/// <summary>The drawdown of a backtest against one that is worked out from the candles and the fills alone.</summary>
public sealed class MaxDrawdownTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(42)]
    [InlineData(77)]
    public void MaxDrawdown_OfABacktest_IsThatOfEquityAtEveryCloseAndEveryFill(ulong seed)
    {
        Candle[] candles = SyntheticSeries.Make(seed, 4 * 1440);
        TestRun run = TestRun.Of(TestRun.MovingAverages, candles);
        Assert.True(run.Result.Fills > 100);

        Assert.Equal(Naive(candles, run.Events), run.Result.Equity.MaxDrawdown, 12);
        Assert.True(run.Result.Equity.DeepestDrawdown!.Depth <= run.Result.Equity.MaxDrawdown);
    }

    private static double Naive(Candle[] candles, IReadOnlyList<IPositionEvent> events)
    {
        Dictionary<ClientOrderId, OrderSide> sides = events.OfType<OrderIntended>().ToDictionary(o => o.ClientOrderId, o => o.Side);
        Queue<OrderExecuted> fills = new(events.OfType<OrderExecuted>());
        decimal cash = TestRun.Cash, held = 0, peak = TestRun.Cash, deepest = 0;
        foreach (Candle candle in candles)
        {
            decimal close = candle.Close.ToDecimal();
            Measure(close);
            while (fills.TryPeek(out OrderExecuted? next) && next.VenueTime <= candle.OpenTime + TimeSpan.FromMinutes(1))
            {
                OrderExecuted fill = fills.Dequeue();
                int sign = sides[fill.ClientOrderId] == OrderSide.Buy ? 1 : -1;
                cash -= sign * fill.Funds.ToDecimal() + fill.Fee.ToDecimal();
                held += sign * fill.Quantity.ToDecimal();
                Measure(close);
            }
        }
        Assert.Empty(fills);
        return (double)deepest;

        void Measure(decimal price)
        {
            decimal equity = cash + held * price;
            peak = Math.Max(peak, equity);
            deepest = Math.Max(deepest, (peak - equity) / peak);
        }
    }
}
