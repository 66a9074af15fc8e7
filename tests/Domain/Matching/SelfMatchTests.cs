using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

public sealed class SelfMatchTests
{
    private static readonly VenueRules NoOthers = new() { LevelFunds = Money.Zero };

    [Theory]
    [InlineData(SelfMatch.Allowed, "wait wait trade trade done", 0.004, 0.006)]
    [InlineData(SelfMatch.CancelMaker, "wait wait prevented cancel", 0, 0)]
    [InlineData(SelfMatch.CancelTaker, "wait wait prevented cancel", 0, 0.01)]
    [InlineData(SelfMatch.Reduce, "wait wait prevented prevented cancel", 0, 0.006)]
    public void Taker_MeetsItsOwnOrder_DoesAsItChose(SelfMatch choice, string told, double bought, double stillOffered)
    {
        var venue = new Venue(rules: NoOthers);
        venue.Hold(1);
        venue.Limit(OrderSide.Sell, 100_000_000, 0.01m);
        VenueOrder taker = Buy(venue, 0.004m, choice);

        Assert.Equal(told, venue.States);
        Assert.Equal(Quantity.Of((decimal)bought), taker.Executed);
        Assert.Equal(Quantity.Of((decimal)stillOffered), venue.Market.Locked);
    }

    [Fact]
    public void Reduce_OfABuy_TellsTheVolumeAndTheMoneyThatCameFree()
    {
        var venue = new Venue(rules: NoOthers);
        venue.Hold(1);
        string maker = venue.Limit(OrderSide.Sell, 100_000_000, 0.004m).Order!.VenueOrderId;
        VenueOrder taker = Buy(venue, 0.01m, SelfMatch.Reduce);

        Assert.Equal(new Prevention(Quantity.Of(0.004m), Money.Zero, Money.Of(400_200)), taker.Prevented);
        Assert.Equal(Money.Of(600_300), taker.Locked);
        Assert.Equal(Money.Of(10_000_000 - 600_300), venue.Core.FreeCash);
        Assert.Equal(VenueOrderState.Cancelled, venue.Core.Find(maker)!.State);
        Assert.Equal(Quantity.Of(1), venue.Market.Free);
    }

    [Fact]
    public void Taker_OthersAndOwnAtOnePrice_MeetsOthersFirst()
    {
        var venue = new Venue(rules: new VenueRules { LevelFunds = Money.Of(200_002) });
        venue.Hold(1);
        VenueOrder maker = venue.Limit(OrderSide.Sell, 100_001_000, 0.01m).Order!;
        VenueOrder taker = Buy(venue, 0.003m, SelfMatch.Allowed, 100_001_000);

        Assert.Equal([0.002m, 0.001m], taker.Fills.Select(f => f.Quantity.ToDecimal()));
        Assert.Equal(Quantity.Of(0.001m), venue.Core.Find(maker.VenueOrderId)!.Executed);
    }

    [Fact]
    public void Best_MeetsOneLevelOnly_CancelsTheRest()
    {
        var venue = new Venue(rules: new VenueRules { LevelFunds = Money.Of(1_000_010) });
        VenueOrder order = Best(venue, 1_500_000, TimeInForce.Ioc).Order!;

        Assert.Equal("wait trade cancel", venue.States);
        Assert.Equal([Price.Of(100_001_000)], order.Fills.Select(f => f.Price));
        Assert.Equal(Quantity.Of(0.01m), order.Executed);
        Assert.Equal(Money.Zero, venue.Core.LockedCash);
    }

    [Theory]
    [InlineData(1_000_000, "wait trade cancel")]
    [InlineData(1_000_010, "wait trade done")]
    [InlineData(1_000_012, "wait cancel")]
    public void BestFillOrKill_FitsTheBestLevelOrNot_FillsOrDies(int funds, string told)
    {
        var venue = new Venue(rules: new VenueRules { LevelFunds = Money.Of(1_000_010) });
        Best(venue, funds, TimeInForce.Fok);

        Assert.Equal(told, venue.States);
    }

    [Fact]
    public void Best_WithoutTerms_IsRefused() =>
        Assert.Equal(VenueError.InvalidParameter, Best(new Venue(), 1_000_000, TimeInForce.Gtc).Error);

    [Fact]
    public void Replace_OpenOrder_CancelsItAndPlacesTheOtherWithItsMoney()
    {
        var venue = new Venue(cash: 1_000_500);
        string old = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m).Order!.VenueOrderId;
        VenueOrderRequest request = venue.Core.Find(old)!.Request with { Price = Price.Of(98_000_000), Identifier = "new" };
        (VenueError error, VenueOrder? order) = venue.Core.Replace(old, request, Venue.Now, "promised");

        Assert.Equal(VenueError.None, error);
        Assert.Equal("wait cancel wait", venue.States);
        Assert.Equal(("promised", Money.Of(980_490)), (order!.VenueOrderId, venue.Core.LockedCash));
    }

    [Fact]
    public void Replace_NewOneAgainstTheRules_LeavesTheOldOne()
    {
        var venue = new Venue(cash: 1_000_500);
        VenueOrder old = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m, identifier: "old").Order!;
        VenueError Error(VenueOrderRequest request) => venue.Core.Replace(old.VenueOrderId, request, Venue.Now).Error;

        Assert.Equal(VenueError.InvalidPrice, Error(old.Request with { Price = Price.Of(98_000_500), Identifier = "new" }));
        Assert.Equal(VenueError.InsufficientFunds, Error(old.Request with { Quantity = Quantity.Of(0.02m), Identifier = "new" }));
        Assert.Equal(VenueError.DuplicatedIdentifier, Error(old.Request));
        Assert.Equal(VenueError.InvalidParameter, Error(old.Request with { Side = OrderSide.Sell, Identifier = "new" }));
        Assert.Equal([old], venue.Core.OpenOrders);
    }

    private static VenueOrder Buy(Venue venue, decimal quantity, SelfMatch choice, decimal price = 100_000_000) => venue.Core.Place(
        new VenueOrderRequest(Venue.Symbol, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(quantity), Price.Of(price), Money.Zero, "")
        {
            SelfMatch = choice,
        },
        Venue.Now).Order!;

    private static (VenueError Error, VenueOrder? Order) Best(Venue venue, decimal funds, TimeInForce timeInForce) => venue.Core.Place(
        new VenueOrderRequest(Venue.Symbol, OrderSide.Buy, OrderType.Best, timeInForce, Quantity.Zero, Price.None, Money.Of(funds), ""), Venue.Now);
}
