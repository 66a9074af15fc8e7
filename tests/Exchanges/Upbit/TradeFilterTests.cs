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
        bool[] passed = [.. trades.Select(t => filter.Passes(t.Symbol, t.Id))];

        Assert.Equal([true, true, false, false, true, true], passed);
        Assert.Equal((1, 1), (counters[UpbitCount.DuplicateTrades], counters[UpbitCount.OutOfOrderTrades]));
    }
}
