using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

public sealed class NormalRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_WithManySymbolsAndAFlakyVenue_LeavesNothingUnhandledAndTheBooksInBalance(ulong seed)
    {
        Floor floor = new(new FloorOptions { Symbols = 5, Strategies = [CandleColour.Steady, CandleColour.Brittle] });
        SeededRandom random = new(seed);
        floor.Venue.Script = c => c is SubmitOrder ? Flaky(floor, random, c) : floor.Venue.Fill(c);
        for (int minute = 0; minute < 400; minute++)
        {
            decimal price = 90m + random.NextInt(20);
            floor.Venue.Price = Price.Of(price);
            floor.Minute(Enumerable.Range(0, 5).Where(_ => random.NextInt(4) > 0).Select(i => (i, price + random.NextInt(5) - 2, price)));
            if (minute % 100 == 99)
                AssertQuiet(floor);
            if (minute % 100 == 99 && minute < 399)
                floor.Restart();
        }
        floor.Venue.Script = null;
        floor.Wait(300);

        AssertQuiet(floor);
        Assert.True(floor.Venue.Submits.Count > 100, $"only {floor.Venue.Submits.Count} orders with seed {seed}");
        AssertBalanced(floor);
    }

    // Every now and then the answer is lost, the order never leaves, or the venue refuses it.
    private static IExecutionReply Flaky(Floor floor, SeededRandom random, IExecutionCommand command)
    {
        switch (random.NextInt(10))
        {
            case 0:
                floor.Venue.Fill(command);
                return new SubmitAmbiguous(command.ClientOrderId, command.Symbol, "timed out");
            case 1:
                return new SubmitAmbiguous(command.ClientOrderId, command.Symbol, "timed out");
            case 2:
                return new SubmitNotSent(command.ClientOrderId, command.Symbol, "no connection");
            case 3:
                return new SubmitRejected(command.ClientOrderId, command.Symbol, "busy", "test");
            default:
                return floor.Venue.Fill(command);
        }
    }

    private static void AssertQuiet(Floor floor)
    {
        Assert.Empty(floor.Engine.Counters.Unhandled);
        Assert.Empty(floor.Engine.Counters.DeadLetters);
        Assert.Equal(0, floor.Engine.Counters.Restarts);
        Assert.Empty(floor.Engine.Quarantines);
    }

    private static void AssertBalanced(Floor floor)
    {
        Money cash = Money.Of(10_000_000m);
        for (int i = 0; i < floor.Symbols.Count; i++)
        {
            List<IPositionEvent> events =
                [.. floor.Journal.Read(PositionActor.EntityOf(floor.Symbols[i])).Select(e => (IPositionEvent)e.Event)];
            Dictionary<ClientOrderId, OrderSide> sides = events.OfType<OrderIntended>().ToDictionary(e => e.ClientOrderId, e => e.Side);
            List<OrderExecuted> fills = [.. events.OfType<OrderExecuted>()];
            Assert.Equal(fills.Count, fills.DistinctBy(f => (f.ClientOrderId, f.TradeId)).Count());
            foreach (OrderExecuted fill in fills)
                cash += (sides[fill.ClientOrderId] == OrderSide.Buy ? -fill.Funds : fill.Funds) - fill.Fee;
            Assert.Empty(floor.Book(i).OpenOrders);
        }
        Assert.Equal(cash, floor.Account.Cash);
        Assert.Equal(Money.Zero, floor.Account.Committed);
    }
}
