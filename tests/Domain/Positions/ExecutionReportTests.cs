using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

public sealed class ExecutionReportTests
{
    [Fact]
    public void Report_Repeated_BooksNothingTwice()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 3, 100));
        RecordReport report = Report(id, closed: false, 2, Fill("t1", 100, 1, 0.05m), Fill("t2", 99, 1, 0.05m));
        journal.Tell(report);
        PositionBook once = journal.Book;

        Assert.Empty(journal.Tell(report).Events);
        Assert.Empty(journal.Tell(report with { Fills = [report.Fills[1], report.Fills[0]] }).Events);
        Assert.Equal(once, journal.Book);
        Assert.Equal(Quantity.Of(2), journal.Book.TotalQuantity);
    }

    [Fact]
    public void Report_SameTradeTwiceInOne_BooksItOnce()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 3, 100));

        Assert.Equal(["OrderAccepted", "OrderExecuted"], NamesOf(journal.Tell(Report(id, closed: false, 1, Fill("t1", 100, 1), Fill("t1", 100, 1)))));
        Assert.Equal(Quantity.Of(1), journal.Book.TotalQuantity);
    }

    [Fact]
    public void Report_SameTradeIdInAnotherOrder_IsAnotherTrade()
    {
        Journal journal = new();
        ClientOrderId first = journal.Intend(Limit(OrderSide.Buy, 1, 100)), second = journal.Intend(Limit(OrderSide.Buy, 1, 100));

        journal.Tell(Report(first, closed: true, 1, Fill("t1", 100, 1)));
        journal.Tell(Report(second, closed: true, 1, Fill("t1", 100, 1)));

        Assert.Equal(Quantity.Of(2), journal.Book.TotalQuantity);
    }

    [Fact]
    public void Report_FillsInAnyOrderAndSplit_EndInTheSameAccount() => Property.Holds(200, random =>
    {
        ReportedFill[] fills = [.. Enumerable.Range(1, 6).Select(i => Fill($"t{i}", 100 + i, 1, 0.05m * i))];
        Journal journal = new();
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 6, 110));
        random.Shuffle(fills);

        for (int sent = 0; sent < fills.Length;)
        {
            int next = Math.Min(fills.Length, sent + random.Next(1, 4));
            journal.Tell(Report(id, closed: false, null, fills[random.Next(sent + 1)..next]));
            sent = next;
        }
        journal.Tell(Report(id, closed: true, 6, fills));

        Assert.Empty(journal.Book.OpenOrders);
        VirtualPosition position = journal.Book.PositionOf(Strategy);
        Assert.Equal((Quantity.Of(6), Money.Of(621), Money.Of(1.05m)), (position.Quantity, position.Cost, position.Fees));
        Assert.Equal(Money.Of(-622.05m), journal.Book.CashFlow);
    });

    [Fact]
    public void Report_ClosedWithFillsMissing_KeepsTheOrderOpenUntilTheyCome()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 5, 100));

        Assert.Equal(["OrderAccepted", "OrderExecuted"], NamesOf(journal.Tell(Report(id, closed: true, 3, Fill("t1", 100, 1)))));
        Assert.Equal(OrderStatus.PartiallyFilled, journal.Book.FindOrder(id)!.Status);
        Assert.Equal(["OrderExecuted", "OrderCancelled"], NamesOf(journal.Tell(Report(id, closed: true, 3, Fill("t2", 100, 2)))));

        Assert.Equal(Quantity.Of(3), journal.Book.TotalQuantity);
    }

    [Fact]
    public void Report_LimitFilledToItsQuantity_EndsItWithoutTheVenueSayingClosed()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(Limit(OrderSide.Buy, 2, 100));

        Assert.Equal(["OrderAccepted", "OrderExecuted", "OrderFilled"], NamesOf(journal.Tell(Report(id, closed: false, null, Fill("t1", 100, 2)))));
    }

    [Fact]
    public void Report_MarketBuyCancelledWithExecutions_CountsAsFilled()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(MarketBuy(10_000));

        Assert.Equal(["OrderAccepted", "OrderExecuted"], NamesOf(journal.Tell(Report(id, closed: false, null, Fill("t1", 3, 3333.33333333m)))));
        Assert.Equal(["OrderFilled"], NamesOf(journal.Tell(Report(id, closed: true, 3333.33333333m))));
    }

    [Fact]
    public void Report_MarketBuyCancelledWithoutExecution_IsCancelled()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(MarketBuy(10_000));

        Assert.Equal(["OrderAccepted", "OrderCancelled"], NamesOf(journal.Tell(Report(id, closed: true, 0))));
        Assert.Equal(Money.Zero, journal.Book.CashFlow);
    }

    [Fact]
    public void Report_MarketSellClosedPartly_IsCancelledAndKeepsTheRest()
    {
        Journal journal = new();
        journal.Buy(2, 100);
        ClientOrderId id = journal.Intend(MarketSell(2));

        Assert.Equal(["OrderAccepted", "OrderExecuted", "OrderCancelled"], NamesOf(journal.Tell(Report(id, closed: true, 1.5m, Fill("s1", 90, 1.5m)))));
        Assert.Equal(Quantity.Of(0.5m), journal.Book.Sellable(Strategy));
    }

    [Theory]
    [InlineData("limit buy")]
    [InlineData("limit sell")]
    [InlineData("market sell")]
    public void Report_MoreThanWasOrdered_ThrowsBeforeAnythingIsJournaled(string kind)
    {
        Journal journal = new();
        journal.Buy(1, 100);
        ClientOrderId id = journal.Intend(kind switch
        {
            "limit buy" => Limit(OrderSide.Buy, 1, 100),
            "limit sell" => Limit(OrderSide.Sell, 1, 100),
            _ => MarketSell(1),
        });
        journal.Tell(Report(id, closed: false, 0.5m, Fill("t1", 100, 0.5m)));
        PositionBook before = journal.Book;

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            journal.Tell(Report(id, closed: true, 1.00000001m, Fill("t1", 100, 0.5m), Fill("t2", 100, 0.50000001m))));

        Assert.Contains(id.Value, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, journal.Book);
    }

    [Fact]
    public void Report_Fill_CarriesFundsCutToTheVenuesDigitAndItsOwnTime()
    {
        Journal journal = new();
        ClientOrderId id = journal.Intend(MarketBuy(10_000));

        OrderExecuted executed = journal.Tell(Report(id, closed: false, null, Fill("t1", 0.0123m, 0.00000082m, 0.00000001m, second: 7)))
            .Events.OfType<OrderExecuted>().Single();

        Assert.Equal(
            new OrderExecuted(id, "t1", Price.Of(0.0123m), Quantity.Of(0.00000082m), Money.Of(0.00000001m), Money.Of(0.00000001m),
                LiquiditySide.Taker, Now + TimeSpan.FromSeconds(7)),
            executed);
    }
}
