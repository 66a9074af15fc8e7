using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

public sealed class VenueRefusalTests
{
    [Theory]
    [InlineData(100_000_500, 0.01, VenueError.InvalidPrice)]
    [InlineData(100_000_000, 0.00004999, VenueError.UnderMinimumTotal)]
    [InlineData(100_000_000, 10.1, VenueError.OverMaximumTotal)]
    [InlineData(100_000_000, 0.1, VenueError.InsufficientFunds)]
    [InlineData(100_000_000, 0, VenueError.InvalidParameter)]
    public void LimitBuy_AgainstTheRules_IsRefusedByName(int price, double quantity, VenueError expected)
    {
        var venue = new Venue();

        Assert.Equal(expected, venue.Limit(OrderSide.Buy, price, (decimal)quantity).Error);
        Assert.Empty(venue.Heard);
        Assert.Equal(Money.Of(10_000_000), venue.Core.FreeCash);
    }

    [Fact]
    public void LimitBuy_CashCoversTheValueButNotTheFee_IsRefused()
    {
        Assert.Equal(VenueError.InsufficientFunds, new Venue(cash: 1_000_000).Limit(OrderSide.Buy, 100_000_000, 0.01m).Error);
        Assert.Equal(VenueError.None, new Venue(cash: 1_000_500).Limit(OrderSide.Buy, 100_000_000, 0.01m).Error);
    }

    [Fact]
    public void Place_UnknownMarket_IsRefused()
    {
        var venue = new Venue();
        var request = new VenueOrderRequest(
            Symbol.Parse("KRW-NOPE"), OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(10_000), "x");

        Assert.Equal(VenueError.MarketNotFound, venue.Core.Place(request, Venue.Now).Error);
    }

    [Fact]
    public void MarketBuy_OutsideTheLimits_IsRefusedByName()
    {
        var venue = new Venue(cash: 2_000_000_000);

        Assert.Equal(VenueError.UnderMinimumTotal, venue.MarketBuy(4_999.99999999m).Error);
        Assert.Equal(VenueError.OverMaximumTotal, venue.MarketBuy(1_000_000_000.00000001m).Error);
        Assert.Equal(VenueError.None, venue.MarketBuy(5_000).Error);
    }

    [Fact]
    public void MarketOrder_BeyondTheLadder_IsRefused()
    {
        var venue = new Venue(cash: 2_000_000_000);
        venue.Hold(100);

        Assert.Equal(VenueError.NoLiquidity, venue.MarketBuy(600_000_001).Error);
        Assert.Equal(VenueError.NoLiquidity, venue.MarketSell(6.1m).Error);
        Assert.Equal(VenueError.None, venue.MarketBuy(599_000_000).Error);
    }

    [Fact]
    public void MarketOrder_BeforeTheFirstTrade_IsRefused()
    {
        var venue = new Venue(last: null);
        venue.Hold(1);

        Assert.Equal(VenueError.MarketOffline, venue.MarketBuy(10_000).Error);
        Assert.Equal(VenueError.MarketOffline, venue.MarketSell(0.1m).Error);
    }

    [Fact]
    public void Sell_MoreThanIsFree_IsRefused()
    {
        var venue = new Venue();
        venue.Hold(0.02m);
        venue.Limit(OrderSide.Sell, 101_000_000, 0.015m);

        Assert.Equal(VenueError.InsufficientFunds, venue.MarketSell(0.006m).Error);
        Assert.Equal(VenueError.InsufficientFunds, venue.Limit(OrderSide.Sell, 101_000_000, 0.006m).Error);
        Assert.Equal(VenueError.None, venue.MarketSell(0.005m).Error);
    }

    [Fact]
    public void Identifier_UsedByAFinishedOrder_IsRefusedEvenWhenMoneyIsGone()
    {
        var venue = new Venue(cash: 1_000_500);
        venue.MarketBuy(1_000_000, "once");

        Assert.Equal(VenueError.DuplicatedIdentifier, venue.MarketBuy(1_000_000, "once").Error);
    }

    [Fact]
    public void Identifier_OfARefusedOrder_StaysFree()
    {
        var venue = new Venue(cash: 10_005);

        Assert.Equal(VenueError.InsufficientFunds, venue.MarketBuy(20_000, "again").Error);
        Assert.Equal(VenueError.None, venue.MarketBuy(10_000, "again").Error);
    }

    [Fact]
    public void Place_VolumeBeyondAnySense_IsRefusedNotOverflown()
    {
        var venue = new Venue();
        var request = new VenueOrderRequest(
            Venue.Symbol, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.FromUnits(Int128.MaxValue), Price.Of(1000), Money.Zero, "x");

        Assert.Equal(VenueError.InvalidVolume, venue.Core.Place(request, Venue.Now).Error);
    }

    [Theory]
    [InlineData(OrderType.Market, TimeInForce.Fok)]
    [InlineData(OrderType.Market, TimeInForce.PostOnly)]
    [InlineData((OrderType)9, TimeInForce.Gtc)]
    public void Place_TermsThatDoNotExist_AreRefused(OrderType type, TimeInForce timeInForce)
    {
        var request = new VenueOrderRequest(
            Venue.Symbol, OrderSide.Buy, type, timeInForce, Quantity.Zero, Price.None, Money.Of(10_000), "x");

        Assert.Equal(VenueError.InvalidParameter, new Venue().Core.Place(request, Venue.Now).Error);
    }
}
