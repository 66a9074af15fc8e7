using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

public sealed class PositionAccountingTests
{
    [Fact]
    public void BuyTwiceSellTwice_HandCalculated_AgreesToTheLastDigit()
    {
        Journal journal = new();
        ClientOrderId buy = journal.Intend(MarketBuy(80_500));
        journal.Tell(Report(buy, closed: true, 0.8m, Fill("t1", 100_000, 0.3m, 15, second: 1), Fill("t2", 101_000, 0.5m, 25.25m, second: 2)));

        // 30,000 + 50,500 for 0.8
        VirtualPosition bought = journal.Book.PositionOf(Strategy);
        Assert.Equal(
            new VirtualPosition(Strategy, Quantity.Of(0.8m), Money.Of(80_500), Money.Zero, Money.Of(40.25m), Now + TimeSpan.FromSeconds(1)), bought);
        Assert.Equal(Price.Of(100_625), bought.AverageCost);
        Assert.Equal(Money.Of(-1_300), bought.UnrealisedProfit(Price.Of(99_000)));

        // 22,000 for a quarter of the cost, 20,125
        ClientOrderId sell = journal.Intend(MarketSell(0.2m));
        journal.Tell(Report(sell, closed: true, 0.2m, Fill("t3", 110_000, 0.2m, 11)));
        VirtualPosition reduced = journal.Book.PositionOf(Strategy);
        Assert.Equal((Quantity.Of(0.6m), Money.Of(60_375), Money.Of(1_875), Money.Of(51.25m)), (reduced.Quantity, reduced.Cost, reduced.RealisedProfit, reduced.Fees));
        Assert.Equal(Price.Of(100_625), reduced.AverageCost);
        Assert.Equal(Money.Of(-975), reduced.UnrealisedProfit(Price.Of(99_000)));
        Assert.Equal(bought.OpenedAt, reduced.OpenedAt);
        Assert.Equal(Money.Of(-58_551.25m), journal.Book.CashFlow);

        // 60,000 for the remaining 60,375
        ClientOrderId last = journal.Intend(MarketSell(0.6m));
        journal.Tell(Report(last, closed: true, 0.6m, Fill("t4", 100_000, 0.6m, 30)));
        Assert.Equal(
            new VirtualPosition(Strategy, Quantity.Zero, Money.Zero, Money.Of(1_500), Money.Of(81.25m), Timestamp.None), journal.Book.PositionOf(Strategy));
        Assert.Equal(Price.None, journal.Book.PositionOf(Strategy).AverageCost);
        Assert.Equal(Money.Of(1_418.75m), journal.Book.CashFlow);
    }

    [Fact]
    public void SellInThirds_CostThatDoesNotDivide_LeavesNothingBehind()
    {
        Journal journal = new();
        journal.Buy(1, 100);
        foreach (decimal part in new[] { 0.33333333m, 0.33333333m, 0.33333334m })
        {
            ClientOrderId id = journal.Intend(MarketSell(part));
            journal.Tell(Report(id, closed: true, part, Fill("s", 90, part)));
        }

        VirtualPosition position = journal.Book.PositionOf(Strategy);
        Assert.Equal((Quantity.Zero, Money.Zero, Money.Of(-10)), (position.Quantity, position.Cost, position.RealisedProfit));
        Assert.Equal(Money.Of(-10), journal.Book.CashFlow);
    }

    [Fact]
    public void OpenedAt_PositionReopened_IsTheNewFirstFill()
    {
        VirtualPosition position = VirtualPosition.Flat(Strategy)
            .Bought(Quantity.Of(1), Money.Of(100), Money.Zero, new Timestamp(1))
            .Bought(Quantity.Of(1), Money.Of(100), Money.Zero, new Timestamp(2));
        Assert.Equal(new Timestamp(1), position.OpenedAt);

        VirtualPosition reopened = position.Sold(Quantity.Of(2), Money.Of(150), Money.Zero)
            .Bought(Quantity.Of(1), Money.Of(80), Money.Zero, new Timestamp(3));

        Assert.Equal((new Timestamp(3), Money.Of(80), Money.Of(-50)), (reopened.OpenedAt, reopened.Cost, reopened.RealisedProfit));
    }

    [Fact]
    public void Sold_MoreThanHeld_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => VirtualPosition.Flat(Strategy).Sold(Quantity.FromUnits(1), Money.Zero, Money.Zero));

    [Fact]
    public void UnrealisedProfit_WithoutMark_IsZero() =>
        Assert.Equal(Money.Zero, VirtualPosition.Flat(Strategy).Bought(Quantity.Of(1), Money.Of(100), Money.Zero, Now).UnrealisedProfit(Price.None));

    [Fact]
    public void Book_SeveralStrategies_KeepsThemApartAndSumsThem()
    {
        Journal journal = new();
        journal.Buy(1, 100, "a");
        journal.Buy(2, 200, "b");
        ClientOrderId sell = journal.Intend(MarketSell(1, "a"));
        journal.Tell(Report(sell, closed: true, 1, Fill("s", 150, 1, 1)));

        Assert.Equal((Quantity.Zero, Money.Of(50), Money.Of(1)), Figures(journal.Book.PositionOf("a")));
        Assert.Equal((Quantity.Of(2), Money.Zero, Money.Zero), Figures(journal.Book.PositionOf("b")));
        Assert.Equal(VirtualPosition.Flat("c"), journal.Book.PositionOf("c"));
        Assert.Equal(Quantity.Of(2), journal.Book.TotalQuantity);
        Assert.Equal(Money.Of(-351), journal.Book.CashFlow);

        static (Quantity, Money, Money) Figures(VirtualPosition p) => (p.Quantity, p.RealisedProfit, p.Fees);
    }

    [Fact]
    public void Book_OpenBuys_CommitWhatTheyMayStillSpendWithFee()
    {
        Journal journal = new();
        ClientOrderId market = journal.Intend(MarketBuy(10_000));
        journal.Intend(Limit(OrderSide.Buy, 2, 1_000));
        journal.Buy(1, 100, "other");
        journal.Intend(MarketSell(1, "other"));

        Assert.Equal(Money.Of(12_006), journal.Book.CommittedFunds(FeeRate.UpbitKrw));
        journal.Tell(Report(market, closed: false, null, Fill("t", 100, 40)));
        Assert.Equal(Money.Of(8_004), journal.Book.CommittedFunds(FeeRate.UpbitKrw));
        journal.Tell(Report(market, closed: true, 40));
        Assert.Equal(Money.Of(2_001), journal.Book.CommittedFunds(FeeRate.UpbitKrw));
    }
}
