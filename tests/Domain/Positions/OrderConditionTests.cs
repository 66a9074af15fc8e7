using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

/// <summary>Expiry, tags, reduce-only, amendments, and what is refused. The strategy holds 10, bought at 100.</summary>
public sealed class OrderConditionTests
{
    private readonly Journal _journal = new();

    public OrderConditionTests() => _journal.Buy(10, 100);

    private Order Open => Assert.Single(_journal.Book.OpenOrders);

    [Fact]
    public void Expiry_OfAnOrderAtTheVenue_AsksToCancelAndKeepsWhatFilled()
    {
        ClientOrderId id = _journal.Intend(Until(Limit(OrderSide.Buy, 10, 90), TimeSpan.FromMinutes(5)));
        _journal.Tell(Report(id, closed: false, 3, Fill("a", 90, 3)));
        Assert.Empty(_journal.Wait(TimeSpan.FromSeconds(299)).Events);

        Assert.Equal(CancelCause.Expired, Assert.IsType<OrderCancelRequested>(Assert.Single(_journal.Wait(TimeSpan.FromSeconds(1)).Events)).Reason);
        Assert.False(PositionDecider.NextDeadline(_journal.Book).IsSet);
        _journal.Tell(Report(id, closed: true, 3));
        Assert.Equal(Quantity.Of(13), _journal.Book.TotalQuantity);
    }

    [Fact]
    public void Expiry_OfAnArmedOrder_EndsItHere()
    {
        IntendOrder stop = Waiting(MarketSell(10), Trigger.StopAt(Price.Of(90)));
        _journal.Intend(stop with { Conditions = stop.Conditions with { ExpiresAt = Now + TimeSpan.FromMinutes(1) } });

        Assert.Equal(["OrderCancelRequested", "OrderCancelled"], NamesOf(_journal.Wait(TimeSpan.FromMinutes(1))));
        Assert.Empty(_journal.PriceIs(80).Events);
    }

    [Fact]
    public void ReduceOnly_OfMoreThanIsHeld_IsCutAndOfNothingRefused()
    {
        IntendOrder sell = MarketSell(25) with { Conditions = OrderConditions.None with { ReduceOnly = true } };
        _journal.Intend(sell);

        Assert.Equal(Quantity.Of(10), Open.Quantity);
        Assert.Equal(PositionDecider.NothingToSell, _journal.Tell(sell).Refusal);
        Assert.Equal(PositionDecider.TermsInvalid, _journal.Tell(Limit(OrderSide.Buy, 1, 100) with { Conditions = sell.Conditions }).Refusal);
    }

    [Fact]
    public void Tag_OfAnOrderThatHasNotEnded_IsTaken()
    {
        IntendOrder level = Limit(OrderSide.Buy, 1, 90) with { Conditions = OrderConditions.None with { Tag = "level-3" } };
        ClientOrderId id = _journal.Intend(level);

        Assert.Equal(PositionDecider.TagTaken, _journal.Tell(level).Refusal);
        _journal.Tell(Report(id, closed: true, 0));
        Assert.Null(_journal.Tell(level).Refusal);
    }

    [Fact]
    public void Withdraw_ByTag_LeavesTheOthersAndAsksOnce()
    {
        foreach (string tag in new[] { "a", "b" })
            _journal.Intend(Limit(OrderSide.Buy, 1, 90) with { Conditions = OrderConditions.None with { Tag = tag } });

        Assert.Equal(["OrderCancelRequested"], NamesOf(_journal.Tell(new WithdrawOrders(Strategy, "b", CancelCause.Strategy))));
        Assert.Empty(_journal.Tell(new WithdrawOrders(Strategy, "b", CancelCause.Strategy)).Events);
        Assert.Equal(["OrderCancelRequested"], NamesOf(_journal.Tell(new WithdrawOrders(Strategy, null, CancelCause.Abandoned))));
    }

    [Fact]
    public void Amend_OfARestingOrder_CountsTheTwoAsOneUntilTheOldHasEnded()
    {
        ClientOrderId old = Rest(Limit(OrderSide.Sell, 10, 120));
        Decision amended = _journal.Tell(new AmendOrder(Strategy, "t", Price.Of(115)));

        Assert.Equal(["OrderCancelRequested", "OrderIntended", "OrderConditioned", "OrderSubmitted"], NamesOf(amended));
        Assert.Equal(Quantity.Zero, _journal.Book.Sellable(Strategy));
        _journal.Tell(Report(old, closed: true, 4, Fill("x", 120, 4)));
        Assert.Equal((Price.Of(115), Quantity.Of(6), "t"), (Open.Price, Open.Quantity, Open.Conditions.Tag));
        Assert.Equal(Quantity.Zero, _journal.Book.Sellable(Strategy));
    }

    [Fact]
    public void Amend_OfAnOrderThatFillsFirst_LeavesNoNewOne()
    {
        ClientOrderId old = Rest(Limit(OrderSide.Sell, 10, 120));
        _journal.Tell(new AmendOrder(Strategy, "t", Price.Of(115)));
        _journal.Tell(Report(old, closed: true, 10, Fill("x", 120, 10)));

        Assert.Empty(_journal.Book.OpenOrders);
        Assert.Equal(OrderRejected.Overtaken, _journal.Events.OfType<OrderRejected>().Single().Code);
    }

    [Fact]
    public void Amend_ToADearerBuyThatRiskAllowed_CountsTheDearerOfTheTwoAtOnce()
    {
        ClientOrderId old = Rest(Limit(OrderSide.Buy, 10, 90));
        RiskPermission permission = new(RiskScope.Addition, 1, ValueList<RiskFigure>.Empty);
        AmendOrder dearer = new(Strategy, "t", Price.Of(95)) { Extra = Money.Of(50), Permission = permission };

        Assert.Equal(Money.Of(50), PositionDecider.ExtraFunds(Open, Price.Of(95)));
        Assert.Equal(PositionDecider.AmendsToMore, _journal.Tell(dearer with { Extra = Money.Of(49.99999999m) }).Refusal);
        Assert.Equal(["OrderCancelRequested", "OrderIntended", "OrderPermitted", "OrderConditioned", "OrderSubmitted"], NamesOf(_journal.Tell(dearer)));
        FeeRate none = new(0);
        Assert.Equal(Money.Of(950), _journal.Book.CommittedFunds(none));
        _journal.Tell(Report(old, closed: true, 4, Fill("x", 90, 4)));
        Assert.Equal((Price.Of(95), Quantity.Of(6)), (Open.Price, Open.Quantity));
        Assert.Equal(Money.Of(570), _journal.Book.CommittedFunds(none));
    }

    [Fact]
    public void Amend_ToADearerBuy_IsRefused()
    {
        Rest(Limit(OrderSide.Buy, 10, 90));

        Assert.Equal(PositionDecider.AmendsToMore, _journal.Tell(new AmendOrder(Strategy, "t", Price.Of(91))).Refusal);
        Assert.Equal(PositionDecider.TermsInvalid, _journal.Tell(new AmendOrder(Strategy, "t", Price.Of(89.05m))).Refusal);
        Assert.Equal(PositionDecider.UnknownOrder, _journal.Tell(new AmendOrder(Strategy, "other", Price.Of(89))).Refusal);
        Assert.Null(_journal.Tell(new AmendOrder(Strategy, "t", Price.Of(89))).Refusal);
        Assert.Equal("ORDER_SUBMITTED_REFUSES_REQUESTCANCEL", _journal.Tell(new AmendOrder(Strategy, "t", Price.Of(88))).Refusal);
    }

    [Fact]
    public void Dust_BelowTheSmallestOrder_LeavesItsStrategyAndStaysInTheSum()
    {
        Assert.Equal(PositionDecider.NotDust, _journal.Tell(new SetDustAside(Strategy, Price.Of(500))).Refusal);

        Assert.Equal(["HoldingTransferred"], NamesOf(_journal.Tell(new SetDustAside(Strategy, Price.Of(499.9m)))));
        Assert.True(_journal.Book.PositionOf(Strategy).Quantity.IsZero);
        Assert.Equal((Quantity.Of(10), Money.Of(1_000)), (_journal.Book.PositionOf(Holder.Dust).Quantity, _journal.Book.PositionOf(Holder.Dust).Cost));
        Assert.Equal(Quantity.Of(10), _journal.Book.TotalQuantity);
        Assert.Equal(PositionDecider.NotDust, _journal.Tell(new SetDustAside(Strategy, Price.Of(499.9m))).Refusal);
    }

    [Fact]
    public void Sale_GivenUpAndFoundLater_IsBookedThoughItsCoinsAreGone()
    {
        ClientOrderId lost = _journal.Intend(MarketSell(10));
        _journal.Tell(new RecordRejection(lost, OrderRejected.NeverReached, "no record"));
        _journal.Tell(Report(_journal.Intend(MarketSell(10)), closed: true, 10, Fill("x", 100, 10)));
        _journal.Tell(Report(lost, closed: true, 10, Fill("y", 100, 10)));

        Assert.True(_journal.Book.TotalQuantity.IsZero);
        Assert.Equal(Money.Of(1_000), _journal.Book.CashFlow);
        Assert.Single(_journal.Events.OfType<HoldingAdjusted>());
    }

    private static IntendOrder Until(IntendOrder order, TimeSpan life) =>
        order with { Conditions = OrderConditions.None with { ExpiresAt = Now + life } };

    private ClientOrderId Rest(IntendOrder order)
    {
        ClientOrderId id = _journal.Intend(order with { Conditions = OrderConditions.None with { Tag = "t" } });
        _journal.Tell(Report(id, closed: false, 0));
        return id;
    }
}
