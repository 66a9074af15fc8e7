using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

public sealed class FlattenTests
{
    [Fact]
    public void Flatten_WithPositions_SellsEverythingAndLatchesTheKillSwitch()
    {
        Floor floor = new(new FloorOptions { Symbols = 3 });
        floor.Rise();
        AccountSnapshot account = floor.Ask<AccountSnapshot>(floor.Portfolio, new Flatten("enough"));
        Assert.Equal(("enough", "enough"), (account.KillSwitchReason, account.FlattenReason));

        Assert.All(Enumerable.Range(0, 3), i => Assert.True(floor.Book(i).TotalQuantity.IsZero));
        Assert.Equal(0, floor.Account.Entries);
        Assert.Equal(3, floor.Venue.Submits.Count(s => s.Side == OrderSide.Sell));
        floor.Rise();
        Assert.Equal(3, floor.Denials(RiskCode.KillSwitch));

        Assert.Null(floor.Ask<AccountSnapshot>(floor.Portfolio, new ReleaseKillSwitch("again")).FlattenReason);
        floor.Rise();
        Assert.Equal(9, floor.Venue.Submits.Count);
    }

    [Fact]
    public void Flatten_WhileTheVenueRefuses_GoesOnAcrossARestartUntilFlat()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Rise();
        floor.Venue.Script = static c => new SubmitRejected(c.ClientOrderId, c.Symbol, "market_offline", "test");
        floor.Ask<AccountSnapshot>(floor.Portfolio, new Flatten("enough"));
        floor.Wait(20);
        int tried = floor.Venue.Submits.Count;
        Assert.InRange(tried, 6, 12);
        floor.Restart(TimeSpan.FromHours(1));
        Assert.Equal("enough", floor.Account.FlattenReason);

        floor.Venue.Script = null;
        floor.Wait(20);
        Assert.All(Enumerable.Range(0, 2), i => Assert.True(floor.Book(i).TotalQuantity.IsZero));
        int sold = floor.Venue.Submits.Count;
        floor.Wait(60);
        Assert.Equal(sold, floor.Venue.Submits.Count);
        Assert.Single(floor.PortfolioEvents.OfType<FlattenOrdered>());
    }

    [Fact]
    public void Flatten_KilledAtAnyMoment_EndsFlatAndSellsNothingTwice()
    {
        for (int kill = 0; kill < 12; kill++)
        {
            Floor floor = new(new FloorOptions { Symbols = 2 });
            floor.Rise();
            int before = kill;
            floor.Venue.Script = c => --before < 0 ? null : floor.Venue.Fill(c);
            floor.Tell(floor.Portfolio, new Flatten("enough"));
            floor.Wait(kill);
            floor.Venue.Script = null;
            floor.Restart();
            floor.Wait(120);

            Assert.All(Enumerable.Range(0, 2), i => Assert.True(floor.Book(i).TotalQuantity.IsZero));
            Assert.Equal(4, floor.Venue.Submits.Select(s => s.ClientOrderId).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void KillSwitch_WithARestingOrder_CancelsItAndFlatteningSellsItsQuantity(bool flatten, int sells)
    {
        Floor floor = new();
        floor.Rise();
        Quantity held = floor.Book().TotalQuantity;
        floor.Venue.Script = c => c is CancelOrder
            ? new ExecutionReport(c.ClientOrderId, c.Symbol, "v", ReportedState.Closed, Quantity.Zero, [], floor.Engine.Now)
            : c is SubmitOrder { Type: OrderType.Limit } ? new ExecutionReport(c.ClientOrderId, c.Symbol, "v", ReportedState.Open, Quantity.Zero, [], floor.Engine.Now)
            : floor.Venue.Fill(c);
        floor.Tell(floor.Refs().Position, new PlaceOrder("", floor.Engine.Now, new IntendOrder(
            "steady", OrderSide.Sell, OrderType.Limit, TimeInForce.Gtc, held, Price.Of(200m), Money.Zero, Price.Of(100m), "resting")));
        Assert.Single(floor.Book().OpenOrders);

        floor.Ask<AccountSnapshot>(floor.Portfolio, flatten ? new Flatten("enough") : new EngageKillSwitch("enough"));
        floor.Wait(12);

        Assert.Empty(floor.Book().OpenOrders);
        Assert.Single(floor.Venue.Commands.OfType<CancelOrder>());
        Assert.Equal(sells, floor.Venue.Submits.Count(s => s.Side == OrderSide.Sell));
        Assert.Equal(flatten, floor.Book().TotalQuantity.IsZero);
    }
}
