using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

public sealed class LotBookTests
{
    [Fact]
    public void Sell_OfHalf_TakesTheOldestFirstWhereTheAverageTakesBoth()
    {
        Journal journal = new();
        journal.Buy(10, 100);
        journal.Buy(10, 200);
        ClientOrderId sale = journal.Intend(MarketSell(15));
        journal.Tell(Report(sale, closed: true, 15, Fill("s", 300, 15)));
        FifoLots lots = Fold(journal).Lots[Strategy];

        // 10 x (300 - 100) + 5 x (300 - 200); at an average cost of 150 it is 15 x 150.
        Assert.Equal(Money.Of(2_500), lots.RealisedProfit);
        Assert.Equal(Money.Of(2_250), journal.Book.PositionOf(Strategy).RealisedProfit);
        Assert.Equal((Quantity.Of(5), Money.Of(1_000)), (lots.Quantity, lots.Cost));
        Assert.Equal([new FifoLot(Quantity.Of(5), Money.Of(1_000), Now)], lots.Lots);
    }

    [Fact]
    public void Slippage_OfBuysAndSells_IsPositiveWhereItCostMoney()
    {
        Journal journal = new();
        journal.Buy(10, 101);
        ClientOrderId sale = journal.Intend(MarketSell(10));
        journal.Tell(Report(sale, closed: true, 10, Fill("s", 98, 10)));

        // Both were decided at 100: one more for each bought, two less for each sold.
        Assert.Equal(Money.Of(30), Fold(journal).Lots[Strategy].Slippage);
    }

    [Fact]
    public void Slippage_OfAnOrderThatWaited_IsCountedFromThePriceThatFiredIt()
    {
        Journal journal = new();
        journal.Buy(100, 100);
        ClientOrderId stop = journal.Intend(Waiting(MarketSell(100), Trigger.StopAt(Price.Of(95))));
        journal.PriceIs(94);
        journal.Tell(Report(stop, closed: true, 100, Fill("s", 93, 100)));

        Assert.Equal(Money.Of(100), Fold(journal).Lots[Strategy].Slippage);
    }

    [Fact]
    public void Lots_AfterAnyCommands_HoldWhatThePositionsHoldAndEarnTheSameOnceFlat() => Property.Holds(200, random =>
    {
        RandomVenue venue = new(random);
        for (int step = 0; step < 80; step++)
            venue.Step();
        LotBook lots = Fold(venue.Journal);
        foreach (VirtualPosition position in venue.Journal.Book.Positions)
        {
            FifoLots mine = lots.Lots[position.Strategy];
            Assert.Equal(position.Quantity, mine.Quantity);
            Assert.Equal(mine.Cost, mine.Lots.Aggregate(Money.Zero, (sum, l) => sum + l.Cost));
            if (venue.Holdings.Count == 0)
                Assert.Equal(position.RealisedProfit - position.Cost, mine.RealisedProfit - mine.Cost);
        }
    });

    private static LotBook Fold(Journal journal)
    {
        LotBook book = new();
        foreach (IPositionEvent @event in journal.Events)
            book.Take(@event);
        return book;
    }
}
