using CoinPilot.Actors.Trading;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy that fails is put aside; what it held is sold, the others go on.</summary>
public sealed class QuarantineTests
{
    private const string BrittlePath = "KRW-C0/symbol/strategy-brittle";

    [Fact]
    public void Quarantine_WithAPosition_SellsItAndLeavesTheOthersAlone()
    {
        Floor floor = Trading();
        Break(floor);
        floor.Wait(11);

        Assert.Equal([BrittlePath, "KRW-C1/symbol/strategy-brittle"], floor.Engine.Quarantines.Select(q => q.Actor.Path));
        Assert.True(Held(floor, "brittle").IsZero);
        Assert.False(Held(floor, "steady").IsZero);
        floor.Fall();
        Assert.True(Held(floor, "steady").IsZero);
        floor.Rise();
        Assert.False(Held(floor, "steady").IsZero);
        Assert.True(Held(floor, "brittle").IsZero);
    }

    [Fact]
    public void Quarantine_WithAnOpenOrder_CancelsItAndSellsWhatItHadBought()
    {
        Floor floor = new(new FloorOptions { Strategies = [CandleColour.Brittle, CandleColour.Steady] });
        floor.Venue.Script = static c => c is SubmitOrder s ? Reports.Open(s, Reports.Fill("t1", 400m)) : null;
        floor.Rise();
        SubmitOrder entry = floor.Venue.Submits.Single(s => s.ClientOrderId.Value.Contains("brittle", StringComparison.Ordinal));
        Break(floor);
        Assert.Equal([new CancelOrder(entry.ClientOrderId, entry.Symbol)], floor.Venue.Commands.OfType<CancelOrder>());

        floor.Venue.Script = null;
        floor.Tell(floor.Refs().Position, Reports.Closed(entry, Reports.Fill("t1", 400m)));
        floor.Wait(11);
        Assert.Equal(Quantity.Of(400m), floor.Venue.Submits[^1].Quantity);
        Assert.True(Held(floor, "brittle").IsZero);
        int commands = CommandsOf(floor, "brittle");
        floor.Wait(120);
        Assert.Equal(commands, CommandsOf(floor, "brittle"));
    }

    [Fact]
    public void Quarantine_WhenTheSaleIsRejected_SellsAgain()
    {
        Floor floor = Trading();
        int refusals = 0;
        floor.Venue.Script = c => ++refusals <= 4 ? new SubmitRejected(c.ClientOrderId, c.Symbol, "busy", "test") : floor.Venue.Fill(c);
        Break(floor);
        floor.Wait(60);

        Assert.True(Held(floor, "brittle").IsZero);
    }

    [Fact]
    public void Quarantine_Lifted_TradesAgain()
    {
        Floor floor = Trading();
        Break(floor);
        floor.Wait(30);
        Assert.True(floor.Engine.LiftQuarantine(BrittlePath));
        floor.Engine.RunUntilIdle();
        floor.Fall();
        floor.Rise();
        floor.Wait(50);

        Assert.False(Held(floor, "brittle").IsZero);
        floor.Fall();
        Assert.True(Held(floor, "brittle").IsZero);
    }

    [Fact]
    public void Quarantine_LiftedBeforeThePositionIsSold_LeavesItToTheStrategy()
    {
        Floor floor = Trading();
        floor.Venue.Script = static c => new SubmitRejected(c.ClientOrderId, c.Symbol, "busy", "test");
        Break(floor);
        floor.Wait(5);
        floor.Venue.Script = null;
        floor.Engine.LiftQuarantine(BrittlePath);
        floor.Wait(30);

        Assert.False(Held(floor, "brittle").IsZero);
        floor.Fall();
        Assert.True(Held(floor, "brittle").IsZero);
    }

    [Fact]
    public void Quarantine_LiftedWhileTheSaleIsOpen_DoesNotSellWhatTheStrategyBuysNext()
    {
        Floor floor = Trading();
        floor.Venue.Script = static c => c is SubmitOrder s ? Reports.Open(s) : null;
        Break(floor);
        floor.Wait(1);
        SubmitOrder sale = floor.Venue.Submits.Last(s => s.Symbol == floor.Symbols[0]);
        floor.Engine.LiftQuarantine(BrittlePath);
        floor.Engine.RunUntilIdle();
        floor.Venue.Script = null;
        floor.Tell(floor.Refs().Position, Reports.Filled(sale, Price.Of(100m)));
        Assert.True(Held(floor, "brittle").IsZero);
        floor.Rise();
        floor.Wait(50);

        Assert.False(Held(floor, "brittle").IsZero);
    }

    private static Floor Trading()
    {
        Floor floor = new(new FloorOptions { Symbols = 2, Strategies = [CandleColour.Brittle, CandleColour.Steady] });
        floor.Rise();
        Assert.False(Held(floor, "brittle").IsZero);
        Assert.False(Held(floor, "steady").IsZero);
        return floor;
    }

    private static void Break(Floor floor) => floor.Minute(100m, 100m, CandleColour.BreakingVolume);

    private static int CommandsOf(Floor floor, string strategy) =>
        floor.Venue.Commands.Count(c => c.ClientOrderId.Value.Contains(strategy, StringComparison.Ordinal));

    private static Quantity Held(Floor floor, string strategy) => floor.Book().PositionOf(strategy).Quantity;
}
