using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

public sealed class VenueCoreTests
{
    [Fact]
    public void LimitBuy_BelowTheMarket_RestsAndLocksValueAndFee()
    {
        var venue = new Venue();
        (VenueError error, VenueOrder? order) = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m);

        Assert.Equal(VenueError.None, error);
        Assert.Equal(VenueOrderState.Waiting, order!.State);
        Assert.Equal(Money.Of(990_495), order.Locked);
        Assert.Equal(Money.Of(495), order.ReservedFee);
        Assert.Equal(Money.Of(9_009_505), venue.Core.FreeCash);
        Assert.Equal(Money.Of(990_495), venue.Core.LockedCash);
        Assert.Equal("wait", venue.States);
        Assert.Equal([order], venue.Core.OpenOrders);
    }

    [Fact]
    public void RestingBuy_TapeOnlyTouchesItsPrice_StaysOpen()
    {
        var venue = new Venue();
        venue.Limit(OrderSide.Buy, 99_000_000, 0.01m);
        venue.Trade(99_000_000, 5);

        Assert.Equal("wait", venue.States);
    }

    [Fact]
    public void RestingBuy_TapeTradesThrough_FillsAtItsOwnPriceAsMakerUpToTheTradesQuantity()
    {
        var venue = new Venue();
        venue.Limit(OrderSide.Buy, 99_000_000, 0.01m);
        venue.Trade(98_999_000, 0.004m);

        Assert.Equal("wait trade", venue.States);
        VenueFill first = venue.Heard[1].Fill!;
        Assert.Equal(Price.Of(99_000_000), first.Price);
        Assert.Equal(Quantity.Of(0.004m), first.Quantity);
        Assert.Equal(Money.Of(396_000), first.Funds);
        Assert.Equal(Money.Of(198), first.Fee);
        Assert.Equal(LiquiditySide.Maker, first.Liquidity);
        Assert.Equal(Money.Of(594_297), venue.Core.LockedCash);
        Assert.Equal(Quantity.Of(0.004m), venue.Market.Free);

        venue.Trade(90_000_000, 5);

        Assert.Equal("wait trade trade done", venue.States);
        Assert.Equal(Money.Zero, venue.Core.LockedCash);
        Assert.Equal(Money.Of(9_009_505), venue.Core.FreeCash);
        Assert.Equal(Quantity.Of(0.01m), venue.Market.Free);
        Assert.Equal(Price.Of(99_000_000), venue.Market.AverageBuyPrice);
        Assert.Empty(venue.Core.OpenOrders);
    }

    [Fact]
    public void RestingSell_TapeTradesThrough_FillsAtItsOwnPriceLessFee()
    {
        var venue = new Venue(cash: 0);
        venue.Hold(0.02m);
        venue.Limit(OrderSide.Sell, 101_000_000, 0.02m);
        Assert.Equal(Quantity.Of(0.02m), venue.Market.Locked);
        venue.Trade(101_000_000, 1);
        Assert.Equal("wait", venue.States);
        venue.Trade(101_001_000, 1);

        Assert.Equal("wait trade done", venue.States);
        Assert.Equal(Money.Of(2_020_000 - 1_010), venue.Core.FreeCash);
        Assert.Equal(Money.Of(1_010), venue.Heard[^1].Order.PaidFee);
        Assert.True(venue.Market.Locked.IsZero);
    }

    [Fact]
    public void RestingOrders_OneTradeThroughSeveral_FillsByPriceThenAgeWithinItsQuantity()
    {
        var venue = new Venue();
        string worse = venue.Limit(OrderSide.Buy, 98_000_000, 0.01m).Order!.VenueOrderId;
        string older = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m).Order!.VenueOrderId;
        string newer = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m).Order!.VenueOrderId;
        venue.Trade(97_000_000, 0.025m);

        Assert.Equal([older, newer, worse], venue.Heard.Where(h => h.Fill is not null).Select(h => h.Order.VenueOrderId));
        Assert.Equal(Quantity.Of(0.005m), venue.Core.Find(worse)!.Executed);
    }

    [Fact]
    public void RestingOrders_TradeThroughTheBetterTouchesTheWorse_OnlyTheBetterFills()
    {
        var venue = new Venue();
        venue.Hold(0.02m);
        string touched = venue.Limit(OrderSide.Buy, 98_000_000, 0.01m).Order!.VenueOrderId;
        venue.Limit(OrderSide.Buy, 99_000_000, 0.01m);
        venue.Trade(98_000_000, 1);
        Assert.Equal("wait wait trade done", venue.States);
        venue.Core.Cancel(touched, Venue.Now);
        venue.Forget();

        venue.Limit(OrderSide.Sell, 102_000_000, 0.01m);
        venue.Limit(OrderSide.Sell, 101_000_000, 0.01m);
        venue.Trade(102_000_000, 1);
        Assert.Equal("wait wait trade done", venue.States);
    }

    [Fact]
    public void LimitBuy_AboveTheBestAsk_TakesTheLadderUpToItsPriceAndRestsTheRemainder()
    {
        var venue = new Venue(cash: 100_000_000);
        VenueOrder order = venue.Limit(OrderSide.Buy, 100_002_000, 0.5m).Order!;

        Assert.Equal([Price.Of(100_001_000), Price.Of(100_002_000)], order.Fills.Select(f => f.Price));
        Assert.All(order.Fills, f => Assert.Equal(LiquiditySide.Taker, f.Liquidity));
        Assert.Equal(VenueOrderState.Waiting, order.State);
        Assert.Equal("wait trade trade", venue.States);
        Money open = Money.NotionalDown(Price.Of(100_002_000), order.Request.Quantity - order.Executed);
        Assert.Equal(open + open.FeeDown(FeeRate.UpbitKrw), venue.Core.LockedCash);
        Assert.Equal(Money.Of(100_000_000) - order.ExecutedFunds - order.PaidFee - venue.Core.LockedCash, venue.Core.FreeCash);
    }

    [Fact]
    public void LimitIoc_PartlyMarketable_CancelsTheRest()
    {
        var venue = new Venue(cash: 100_000_000);
        VenueOrder order = venue.Limit(OrderSide.Buy, 100_001_000, 0.5m, TimeInForce.Ioc).Order!;

        Assert.Equal("wait trade cancel", venue.States);
        Assert.Equal(VenueOrderState.Cancelled, order.State);
        Assert.Equal(Money.Zero, venue.Core.LockedCash);
    }

    [Fact]
    public void LimitIoc_NotMarketable_IsCancelledUnfilled()
    {
        var venue = new Venue();
        venue.Limit(OrderSide.Buy, 99_000_000, 0.01m, TimeInForce.Ioc);

        Assert.Equal("wait cancel", venue.States);
        Assert.Equal(Money.Of(10_000_000), venue.Core.FreeCash);
    }

    [Theory]
    [InlineData(0.19, "wait trade done")]
    [InlineData(0.21, "wait cancel")]
    public void LimitFok_LadderHoldsItOrNot_FillsAllOrNothing(double quantity, string states)
    {
        var venue = new Venue(cash: 100_000_000);
        venue.Limit(OrderSide.Buy, 100_001_000, (decimal)quantity, TimeInForce.Fok);

        Assert.Equal(states, venue.States);
    }

    [Theory]
    [InlineData(100_001_000, "wait cancel")]
    [InlineData(100_000_000, "wait")]
    public void LimitPostOnly_WouldMatchOrNot_IsCancelledOrRests(int price, string states)
    {
        var venue = new Venue();
        venue.Limit(OrderSide.Buy, price, 0.01m, TimeInForce.PostOnly);

        Assert.Equal(states, venue.States);
    }

    [Fact]
    public void MarketBuy_FundsLeaveARemainder_BuysFlooredQuantityAndEndsCancelled()
    {
        var venue = new Venue();
        VenueOrder order = venue.MarketBuy(1_000_000).Order!;

        Quantity expected = Money.Of(1_000_000).QuantityDown(Price.Of(100_001_000));
        Assert.Equal("wait trade cancel", venue.States);
        Assert.Equal(expected, order.Executed);
        Assert.Equal(Money.NotionalDown(Price.Of(100_001_000), expected), order.ExecutedFunds);
        Assert.Equal(Money.Of(500), order.ReservedFee);
        Assert.Equal(Money.Of(10_000_000) - order.ExecutedFunds - order.PaidFee, venue.Core.FreeCash);
        Assert.Equal(Money.Zero, venue.Core.LockedCash);
    }

    [Fact]
    public void MarketBuy_FundsFitExactly_EndsDone()
    {
        var venue = new Venue();
        VenueOrder order = venue.MarketBuy(1_000_010).Order!;

        Assert.Equal("wait trade done", venue.States);
        Assert.Equal(Quantity.Of(0.01m), order.Executed);
        Assert.Equal(Money.Of(1_000_010), order.ExecutedFunds);
    }

    [Fact]
    public void MarketBuy_MoreThanOneLevel_FillsAtRisingPrices()
    {
        var venue = new Venue(cash: 100_000_000);
        VenueOrder order = venue.MarketBuy(50_000_000).Order!;

        Assert.Equal([100_001_000m, 100_002_000m, 100_003_000m], order.Fills.Select(f => f.Price.ToDecimal()));
    }

    [Fact]
    public void MarketSell_MoreThanOneLevel_FillsAtFallingPrices()
    {
        var venue = new Venue(cash: 0);
        venue.Hold(1);
        VenueOrder order = venue.MarketSell(0.45m).Order!;

        Assert.Equal([99_999_000m, 99_998_000m, 99_997_000m], order.Fills.Select(f => f.Price.ToDecimal()));
        Assert.Equal(VenueOrderState.Done, order.State);
        Assert.Equal(order.ExecutedFunds - order.PaidFee, venue.Core.FreeCash);
    }

    [Fact]
    public void Place_TheOrderSnapshots_NeverChangeAfterwards()
    {
        var venue = new Venue(cash: 100_000_000);
        venue.MarketBuy(50_000_000);

        Assert.Equal([0, 1, 2, 3, 3], venue.Heard.Select(h => h.Order.Fills.Count));
        Assert.Equal([0, 1, 2, 3, 3], venue.Heard.Select(h => h.Order.Fills.Select(f => f.TradeId).Distinct().Count()));
        Assert.Throws<ArgumentOutOfRangeException>(() => venue.Heard[1].Order.Fills[1]);
    }

    [Fact]
    public void Cancel_RestingOrder_GivesBackWhatItLocked()
    {
        var venue = new Venue();
        VenueOrder order = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m).Order!;
        venue.Trade(98_000_000, 0.004m);
        (VenueError error, VenueOrder? cancelled) = venue.Core.Cancel(order.VenueOrderId, Venue.Now);

        Assert.Equal(VenueError.None, error);
        Assert.Equal(VenueOrderState.Cancelled, cancelled!.State);
        Assert.Equal("wait trade cancel", venue.States);
        Assert.Equal(Money.Of(10_000_000 - 396_000 - 198), venue.Core.FreeCash);
        Assert.Equal(VenueError.OrderNotFound, venue.Core.Cancel(order.VenueOrderId, Venue.Now).Error);
        Assert.Equal(VenueError.OrderNotFound, venue.Core.Cancel("unknown", Venue.Now).Error);
        venue.Trade(90_000_000, 1);
        Assert.Equal("wait trade cancel", venue.States);
    }

    [Fact]
    public void Find_EitherId_GivesTheLatestRecord()
    {
        var venue = new Venue();
        VenueOrder order = venue.Limit(OrderSide.Buy, 99_000_000, 0.01m, identifier: "mine").Order!;
        venue.Trade(98_000_000, 1);

        Assert.Equal(VenueOrderState.Done, venue.Core.Find(order.VenueOrderId)!.State);
        Assert.Equal(VenueOrderState.Done, venue.Core.FindByIdentifier("mine")!.State);
        Assert.Null(venue.Core.FindByIdentifier("other"));
    }

    [Fact]
    public void FinishedOrdersKept_MoreFinish_ForgetsTheOldestButNotTheirIdentifiers()
    {
        var venue = new Venue(rules: new VenueRules { FinishedOrdersKept = 2 });
        for (int i = 0; i < 3; i++)
            venue.MarketBuy(10_000, $"m{i}");

        Assert.Null(venue.Core.FindByIdentifier("m0"));
        Assert.NotNull(venue.Core.FindByIdentifier("m1"));
        Assert.Equal(VenueError.DuplicatedIdentifier, venue.MarketBuy(10_000, "m0").Error);
    }
}
