using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

public sealed class IntendOrderTests
{
    [Fact]
    public void Intend_MarketBuy_JournalsIntentAndSubmissionWithAllItsTerms()
    {
        Journal journal = new();

        Decision decision = journal.Tell(MarketBuy(10_000));

        ClientOrderId id = new("j1-KRW-BTC-ma-cross-000001");
        Assert.Equal(
            [
                new OrderIntended(id, 1, Bitcoin, Strategy, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc,
                    Quantity.Zero, Price.None, Money.Of(10_000), Price.Of(100), "test", Now),
                new OrderSubmitted(id),
            ],
            decision.Events);
        Order order = Assert.Single(journal.Book.OpenOrders);
        Assert.Equal((id, OrderStatus.Submitted, "", false), (order.Id, order.Status, order.VenueOrderId, order.IsClosed));
    }

    [Fact]
    public void Intend_OneAfterAnother_NumbersThemAcrossStrategies()
    {
        Journal journal = new();

        string[] ids = [.. new[] { "a", "b", "a" }.Select(s => journal.Intend(Limit(OrderSide.Buy, 1, 100, s)).Value)];

        Assert.Equal(["j1-KRW-BTC-a-000001", "j1-KRW-BTC-b-000002", "j1-KRW-BTC-a-000003"], ids);
        Assert.Equal(3, journal.Book.LastOrderNumber);
    }

    [Fact]
    public void Intend_AfterAClosedOrder_DoesNotReuseItsNumber()
    {
        Journal journal = new();
        journal.Buy(1, 100);

        Assert.EndsWith("-000002", journal.Intend(MarketBuy(5_000)).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("market buy of nothing")]
    [InlineData("market buy of less than nothing")]
    [InlineData("market sell of nothing")]
    [InlineData("limit buy of nothing")]
    [InlineData("limit buy without a price")]
    public void Intend_EmptyOrder_IsRefused(string order)
    {
        Journal journal = new();
        journal.Buy(1, 100);

        Decision decision = journal.Tell(order switch
        {
            "market buy of nothing" => MarketBuy(0),
            "market buy of less than nothing" => MarketBuy(-1),
            "market sell of nothing" => MarketSell(0),
            "limit buy of nothing" => Limit(OrderSide.Buy, 0, 100),
            _ => Limit(OrderSide.Buy, 1, 0),
        });

        Assert.Equal(PositionDecider.EmptyOrder, decision.Refusal);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Intend_SellBeyondWhatIsHeld_IsRefusedToTheLastDigit()
    {
        Journal journal = new();
        journal.Buy(1, 100);

        Assert.Equal(PositionDecider.NothingToSell, journal.Tell(MarketSell(1.00000001m)).Refusal);
        Assert.Equal(PositionDecider.NothingToSell, journal.Tell(Limit(OrderSide.Sell, 1.00000001m, 100)).Refusal);
        Assert.Null(journal.Tell(MarketSell(1)).Refusal);
    }

    [Fact]
    public void Intend_SellWhileAnotherSellIsOpen_CountsWhatIsOfferedAlready()
    {
        Journal journal = new();
        journal.Buy(1, 100);
        ClientOrderId first = journal.Intend(Limit(OrderSide.Sell, 0.6m, 110));

        Assert.Equal(Quantity.Of(0.4m), journal.Book.Sellable(Strategy));
        Assert.Equal(PositionDecider.NothingToSell, journal.Tell(MarketSell(0.5m)).Refusal);
        journal.Tell(Report(first, closed: false, 0.2m, Fill("s1", 110, 0.2m)));
        Assert.Equal(Quantity.Of(0.4m), journal.Book.Sellable(Strategy));
        journal.Tell(Report(first, closed: true, 0.2m));
        Assert.Equal(Quantity.Of(0.8m), journal.Book.Sellable(Strategy));
    }

    [Fact]
    public void Intend_SellOfAnotherStrategysHoldings_IsRefused()
    {
        Journal journal = new();
        journal.Buy(1, 100, "a");

        Assert.Equal(PositionDecider.NothingToSell, journal.Tell(MarketSell(0.5m, "b")).Refusal);
    }

    [Fact]
    public void Intend_BuyThatIsOpen_CanNotBeSoldBeforeItIsFilled()
    {
        Journal journal = new();
        journal.Intend(Limit(OrderSide.Buy, 1, 100));

        Assert.Equal(PositionDecider.NothingToSell, journal.Tell(MarketSell(1)).Refusal);
    }

    [Fact]
    public void Intend_MarketOrderWhileAnotherOfItsStrategyIsOpen_IsRefusedUntilThatOneEnds()
    {
        Journal journal = new();
        journal.Buy(1, 100);
        ClientOrderId exit = journal.Intend(MarketSell(0.5m));

        Assert.Equal(PositionDecider.OrderOpen, journal.Tell(MarketBuy(10_000)).Refusal);
        Assert.Equal(PositionDecider.OrderOpen, journal.Tell(MarketSell(0.5m)).Refusal);
        Assert.Null(journal.Tell(MarketBuy(10_000, "another")).Refusal);
        Assert.Null(journal.Tell(Limit(OrderSide.Sell, 0.1m, 110)).Refusal);
        journal.Tell(Report(exit, closed: true, 0.5m, Fill("s1", 110, 0.5m)));
        Assert.Null(journal.Tell(MarketBuy(10_000)).Refusal);
    }
}
