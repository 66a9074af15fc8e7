using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.MarketData;

public sealed class MarketEventTests
{
    [Fact]
    public void Of_Trade_GivesTheTradeBack()
    {
        Trade trade = new(Candles.At(7), Price.Of(101.5m), Quantity.Of(0.25m), OrderSide.Sell, 17_567_300_960_000_001);

        MarketEvent market = MarketEvent.Of(trade);

        Assert.Equal(MarketEventKind.Trade, market.Kind);
        Assert.Equal(trade, market.Trade);
        Assert.Equal(trade.SequentialId, market.TradeId);
        Assert.Equal((trade.Price, trade.Time), (market.LastPrice, market.Time));
    }

    [Fact]
    public void OfClosed_Candle_GivesItBackAndItsTimeIsItsEnd()
    {
        Candle candle = Candles.Of(15, 100, 110, 90, 105, 2);

        MarketEvent market = MarketEvent.OfClosed(candle, 15);

        Assert.Equal(MarketEventKind.ClosedCandle, market.Kind);
        Assert.Equal(candle, market.Candle);
        Assert.Equal(15, market.IntervalMinutes);
        Assert.Equal((Price.Of(105), Candles.At(30)), (market.LastPrice, market.Time));
    }

    [Fact]
    public void Default_MarketEvent_IsOfNoKind() => Assert.Equal(MarketEventKind.None, default(MarketEvent).Kind);

    [Theory]
    [InlineData(100, 100, 100, 100, true)]
    [InlineData(100, 110, 90, 105, true)]
    [InlineData(100, 104, 90, 105, false)]
    [InlineData(100, 99, 90, 95, false)]
    [InlineData(100, 110, 101, 105, false)]
    [InlineData(100, 110, 99, 98, false)]
    [InlineData(0, 110, 0, 105, false)]
    public void IsConsistent_Candle_NeedsSetPricesBetweenLowAndHigh(int open, int high, int low, int close, bool consistent) =>
        Assert.Equal(consistent, Candles.Of(0, open, high, low, close).IsConsistent);
}
