using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class TradeFilterTests
{
    [Fact]
    public void Trades_PassInRisingOrderAlone_EachSymbolByItself()
    {
        var counters = new UpbitCounters();
        var filter = new TradeFilter(2, counters);

        (int Symbol, long Id)[] trades = [(0, 10), (1, 5), (0, 10), (0, 9), (0, 11), (1, 6)];
        TradePlace[] places = [.. trades.Select(t => filter.Place(t.Symbol, t.Id))];

        Assert.Equal([TradePlace.Next, TradePlace.Next, TradePlace.Duplicate, TradePlace.OutOfOrder, TradePlace.Next, TradePlace.Next], places);
        Assert.Equal((1, 1), (counters[UpbitCount.DuplicateTrades], counters[UpbitCount.OutOfOrderTrades]));
    }
}
