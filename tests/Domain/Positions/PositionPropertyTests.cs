using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Positions;

/// <summary>Random sequences of commands, sensible and not, against what must hold of every book.</summary>
public sealed class PositionPropertyTests
{
    [Fact]
    public void Book_AnyCommands_EqualsTheReplayOfItsEvents() => Property.Holds(300, random =>
    {
        RandomVenue venue = new(random);
        for (int step = 0; step < 80; step++)
        {
            venue.Step();
            Assert.Equal(Replay(venue.Journal.Events), venue.Journal.Book);
        }
    });

    [Fact]
    public void Book_AnyCommands_HasNothingNegativeAndAddsUpToTheLastDigit()
    {
        int booked = 0;
        Property.Holds(300, random =>
        {
            RandomVenue venue = new(random);
            for (int step = 0; step < 80; step++)
            {
                venue.Step();
                AssertSound(venue.Journal.Book);
                AssertAddsUp(venue.Journal.Book, venue.Booked, venue.Holdings);
            }
            booked += venue.Booked.Count;
        });
        Assert.True(booked > 1_000, $"only {booked} fills were booked");
    }

    [Fact]
    public void Decide_AnyCommand_IsPureAndItsEventsApply() => Property.Holds(300, random =>
    {
        RandomVenue venue = new(random);
        for (int step = 0; step < 80; step++)
        {
            PositionBook book = venue.Journal.Book;
            IPositionCommand command = venue.NextCommand();

            Decision first = PositionDecider.Decide(book, command, venue.Journal.At), second = PositionDecider.Decide(book, command, venue.Journal.At);

            Assert.Equal(first.Refusal, second.Refusal);
            Assert.Equal(first.Events, second.Events);
            Assert.True(first.Refusal is null || first.Events.Count == 0);
            Assert.Equal(Replay(venue.Journal.Events), book);
            PositionBook after = first.Events.Aggregate(book, PositionFold.Apply);
            venue.Tell(command);
            Assert.Equal(after, venue.Journal.Book);
        }
    });

    [Fact]
    public void RandomVenue_ManyRuns_ReachesEveryEventAndRefusal()
    {
        HashSet<string> reached = [];
        Property.Holds(50, random =>
        {
            RandomVenue venue = new(random);
            for (int step = 0; step < 80; step++)
            {
                IPositionCommand command = venue.NextCommand();
                if (PositionDecider.Decide(venue.Journal.Book, command, venue.Journal.At).Refusal is { } refusal)
                    reached.Add(refusal.StartsWith("ORDER_", StringComparison.Ordinal) ? "ORDER_" : refusal);
                venue.Tell(command);
            }
            reached.UnionWith(venue.Journal.Events.Select(e => e.GetType().Name));
        });

        string[] all =
        [
            nameof(OrderIntended), nameof(OrderSubmitted), nameof(OrderAccepted), nameof(OrderBecameUnknown), nameof(OrderExecuted),
            nameof(OrderFilled), nameof(OrderCancelled), nameof(OrderRejected),
            nameof(OrderConditioned), nameof(OrderPermitted), nameof(OrderArmed), nameof(TrailAdvanced), nameof(OrderTriggered), nameof(OrderResized),
            nameof(OrderCancelRequested), nameof(OrderReopened), nameof(HoldingTransferred),
            PositionDecider.EmptyOrder, PositionDecider.NothingToSell, PositionDecider.UnknownOrder, PositionDecider.TagTaken,
            PositionDecider.OrderOpen, PositionDecider.AmendsToMore, PositionDecider.TermsInvalid, PositionDecider.NotDust, "ORDER_",
        ];
        Assert.Equal(all.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    private static PositionBook Replay(List<IPositionEvent> events) => events.Aggregate(PositionBook.Empty(Journal.Bitcoin), PositionFold.Apply);

    private static void AssertSound(PositionBook book)
    {
        Assert.All(book.OpenOrders, order =>
        {
            Assert.False(order.IsClosed);
            Assert.NotEqual(OrderStatus.New, order.Status);
            Assert.True(order.Committed(FeeRate.UpbitKrw) >= Money.Zero && order.FilledFunds >= Money.Zero && order.Fees >= Money.Zero);
        });
        Assert.All(book.WaitingOrders, order => Assert.True(order.IsWaiting && order.Filled.IsZero && order.CancelReason.Length == 0));
        Assert.All(book.WaitingOrders.Where(o => o.Side == OrderSide.Sell), o => Assert.False(book.PositionOf(o.Strategy).Quantity.IsZero));
        Assert.All(book.Positions, position =>
        {
            Assert.True(position.Cost >= Money.Zero && position.Fees >= Money.Zero);
            Assert.Equal(!position.Quantity.IsZero, position.OpenedAt.IsSet);
            Assert.True(!position.Quantity.IsZero || position.Cost.IsZero);
            Assert.True(book.Sellable(position.Strategy) <= position.Quantity);
        });
    }

    private static void AssertAddsUp(PositionBook book, List<RandomVenue.Booking> booked, List<IPositionEvent> holdings)
    {
        foreach (VirtualPosition position in book.Positions.Where(_ => !holdings.OfType<HoldingAdjusted>().Any()))
        {
            RandomVenue.Booking[] mine = [.. booked.Where(b => b.Strategy == position.Strategy)];
            HoldingTransferred[] moved = [.. holdings.OfType<HoldingTransferred>()];
            Int128 bought = Sum(mine, b => b.Buy ? b.Quantity.Units : 0), sold = Sum(mine, b => b.Buy ? 0 : b.Quantity.Units);
            Int128 paid = Sum(mine, b => b.Buy ? b.Funds.Units : 0), brought = Sum(mine, b => b.Buy ? 0 : b.Funds.Units);
            Int128 movedIn = Moved(moved, position.Strategy, t => t.Quantity.Units), costIn = Moved(moved, position.Strategy, t => t.Cost.Units);
            Assert.Equal(bought - sold + movedIn, position.Quantity.Units);
            Assert.Equal(Sum(mine, b => b.Fee.Units), position.Fees.Units);
            Assert.Equal(brought - paid - costIn, position.RealisedProfit.Units - position.Cost.Units);
        }
        Assert.Equal(Sum(booked, b => (b.Buy ? -b.Funds.Units : b.Funds.Units) - b.Fee.Units), book.CashFlow.Units);
        Assert.Equal(book.Positions.Aggregate(Int128.Zero, (sum, p) => sum + p.Quantity.Units), book.TotalQuantity.Units);
    }

    private static Int128 Moved(HoldingTransferred[] moved, string holder, Func<HoldingTransferred, Int128> of) => moved.Aggregate(
        Int128.Zero, (sum, t) => sum + (t.To == holder ? of(t) : 0) - (t.From == holder ? of(t) : 0));

    private static Int128 Sum(IEnumerable<RandomVenue.Booking> bookings, Func<RandomVenue.Booking, Int128> of) =>
        bookings.Aggregate(Int128.Zero, (sum, b) => sum + of(b));
}
