using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>What risk makes of an exit that is too small or too large for the venue.</summary>
public sealed class ExitSizeTests
{
    [Fact]
    public void Exit_OfDust_SetsItAsideAndIsNotAskedForAgain()
    {
        Floor floor = Bought(100m);
        floor.Minute(1m, 0.1m);
        floor.Minute(1m, 0.1m);
        floor.Minute(1m, 0.1m);

        PositionBook book = floor.Book();
        Assert.True(book.PositionOf("steady").Quantity.IsZero);
        Assert.False(book.PositionOf(Holder.Dust).Quantity.IsZero);
        Assert.Equal(1, floor.Denials(RiskCode.UnderMinimum));
        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void Exit_AboveTheLargestOrder_IsMadeInSeveral()
    {
        Floor floor = Bought(100m, RiskLimits.Default with { MaxOrder = Money.Of(3_000_000m) });
        floor.Venue.Price = Price.Of(300m);
        for (int i = 0; i < 4; i++)
            floor.Minute(301m, 300m);

        Assert.True(floor.Book().TotalQuantity.IsZero);
        SubmitOrder[] sales = [.. floor.Venue.Submits.Where(s => s.Side == OrderSide.Sell)];
        Assert.Equal([Quantity.Of(9_500m), Quantity.Of(9_500m), Quantity.Of(1_000m)], sales.Select(s => s.Quantity));
        Assert.Equal(0, floor.Denials(RiskCode.OverMaximum));
    }

    [Fact]
    public void Exit_OfAShare_SellsThatShareAlone()
    {
        Floor floor = Bought(100m);
        Intent half = new(IntentKind.Exit, "half") { Terms = new IntentTerms { Share = 0.5m, Tag = "half" } };
        floor.Tell(floor.Refs().Risk, new Signal("steady", half, Quantity.Of(20_000m)));

        Assert.Equal(Quantity.Of(10_000m), floor.Venue.Submits[^1].Quantity);
        Assert.Equal(Quantity.Of(10_000m), floor.Book().TotalQuantity);
    }

    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData("30000", "20000")]
    public void Exit_OfAQuantity_SellsThatAtMostWhatIsHeld(string wanted, string sold)
    {
        Floor floor = Bought(100m);
        Intent part = new(IntentKind.Exit, "part") { Terms = new IntentTerms { Quantity = Quantity.Of(decimal.Parse(wanted)), Tag = "part" } };
        floor.Tell(floor.Refs().Risk, new Signal("steady", part, Quantity.Of(20_000m)));

        Assert.Equal(sold, floor.Venue.Submits[^1].Quantity.ToString());
    }

    [Fact]
    public void Entry_OfASizeOfItsOwn_SpendsThat()
    {
        Floor floor = new();
        floor.Minute(101m, 100m);
        floor.Tell(floor.Refs().Risk, new Signal("steady", new Intent(IntentKind.Enter, "unit") { Terms = new IntentTerms { EquityPercent = 7.25m } }, Quantity.Zero));
        floor.Tell(floor.Refs().Risk, new Signal("steady", new Intent(IntentKind.Enter, "level") { Terms = new IntentTerms { Funds = Money.Of(50_000), Tag = "level-1" } }, Quantity.Zero));

        Assert.Equal([Money.Of(725_000), Money.Of(50_000)], floor.Venue.Submits.Select(s => s.Funds));
    }

    [Fact]
    public void Entry_AtALimit_AsksForWhatItsShareBuysThere()
    {
        Floor floor = new();
        floor.Minute(101m, 100m);
        Intent level = new(IntentKind.Enter, "level") { Terms = new IntentTerms { Share = 0.1m, Tag = "level-1", Limit = Price.Of(80m), TimeInForce = TimeInForce.PostOnly } };
        floor.Tell(floor.Refs().Risk, new Signal("steady", level, Quantity.Zero));

        SubmitOrder order = Assert.Single(floor.Venue.Submits);
        Assert.Equal((OrderType.Limit, TimeInForce.PostOnly, Price.Of(80m), Quantity.Of(2_500m), Money.Zero), (order.Type, order.TimeInForce, order.Price, order.Quantity, order.Funds));
    }

    [Fact]
    public void Entry_OffTheTick_IsDenied()
    {
        Floor floor = new();
        floor.Minute(101m, 100m);
        Intent level = new(IntentKind.Enter, "level") { Terms = new IntentTerms { Limit = Price.Of(80.05m) } };
        floor.Tell(floor.Refs().Risk, new Signal("steady", level, Quantity.Zero));

        Assert.Equal(1, floor.Denials(RiskCode.OffTick));
    }

    private static Floor Bought(decimal price, RiskLimits? limits = null)
    {
        Floor floor = new(new FloorOptions { Limits = limits ?? RiskLimits.Default });
        floor.Venue.Price = Price.Of(price);
        floor.Rise();
        Assert.Equal(Quantity.Of(20_000m), floor.Book().TotalQuantity);
        return floor;
    }
}
