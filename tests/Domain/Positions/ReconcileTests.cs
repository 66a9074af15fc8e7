using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;
using static CoinPilot.Tests.Positions.Journal;

namespace CoinPilot.Tests.Positions;

/// <summary>The book against what the venue says. The strategy holds 10, bought at 100.</summary>
public sealed class ReconcileTests
{
    private readonly Journal _journal = new();

    public ReconcileTests() => _journal.Buy(10, 100);

    [Fact]
    public void Statement_ThatAgrees_ChangesNothing()
    {
        Rest(Limit(OrderSide.Sell, 4, 120));

        Assert.Empty(_journal.Tell(State(10, confirmed: true, Stated(_journal.Book.OpenOrders[0]))).Events);
    }

    [Fact]
    public void FindUnsettled_OrdersOfWhichTheVenueSaysMore_AreLookedUp()
    {
        ClientOrderId gone = Rest(Limit(OrderSide.Sell, 4, 120)), partly = Rest(Limit(OrderSide.Sell, 3, 120)), same = Rest(Limit(OrderSide.Sell, 1, 120));
        ClientOrderId lost = _journal.Intend(MarketBuy(5_000));
        _journal.Tell(new RecordRejection(lost, OrderRejected.NeverReached, "no record"));
        StatedOrder executed = Stated(_journal.Book.FindOrder(partly)!) with { Executed = Quantity.Of(1) };
        VenueStatement statement = new(
            ValueList<StatedOrder>.Of([executed, Stated(_journal.Book.FindOrder(same)!)]),
            ValueList<StatedOrder>.Of([executed with { ClientOrderId = lost, VenueOrderId = "V-lost", IsOpen = false }]), Quantity.Of(9));

        Assert.Equal([gone, partly, lost], PositionDecider.FindUnsettled(_journal.Book, statement));
        Assert.Empty(_journal.Tell(new ReconcileStatement(statement, IsConfirmed: true, IsOpening: false)).Events);
    }

    [Fact]
    public void ForeignOrder_OpenOrExecuted_IsAdoptedOnceAndItsFillsAreNobodysStrategys()
    {
        StatedOrder foreign = new(StatedOrder.ByVenueId("u1"), "u1", OrderSide.Buy, true, Quantity.Of(2), Price.Of(90), Quantity.Zero, Now);
        StatedOrder idle = foreign with { ClientOrderId = new ClientOrderId("other-program-1"), VenueOrderId = "u2", IsOpen = false };

        Assert.Equal(["ExternalOrderAdopted"], NamesOf(_journal.Tell(State(10, false, foreign, idle))));
        Assert.Empty(_journal.Tell(State(10, true, foreign, idle)).Events);
        _journal.Tell(Report(foreign.ClientOrderId, closed: true, 2, Fill("m1", 90, 2)));
        Assert.Empty(_journal.Tell(State(12, true, foreign with { IsOpen = false, Executed = Quantity.Of(2) })).Events);

        Assert.Equal(Quantity.Of(2), _journal.Book.PositionOf(Holder.External).Quantity);
        Assert.Equal(Quantity.Of(10), _journal.Book.PositionOf(Strategy).Quantity);
        Assert.Equal([Strategy], _journal.Book.OwnPositions.Select(p => p.Strategy));
    }

    [Fact]
    public void ForeignSale_OfAStrategysCoins_IsTakenFromIt()
    {
        StatedOrder sale = new(StatedOrder.ByVenueId("u1"), "u1", OrderSide.Sell, false, Quantity.Of(4), Price.Of(110), Quantity.Of(4), Now);
        _journal.Tell(State(6, false, sale));
        _journal.Tell(Report(sale.ClientOrderId, closed: true, 4, Fill("m1", 110, 4)));

        Assert.Equal(Quantity.Of(6), _journal.Book.PositionOf(Strategy).Quantity);
        Assert.Equal(Money.Of(40), _journal.Book.PositionOf(Holder.External).RealisedProfit);
        Assert.Empty(_journal.Tell(State(6, true, sale)).Events);
    }

    [Fact]
    public void Symbol_HaltedByItself_IsNoStateThatItCanHave() => Assert.Throws<InvalidOperationException>(() =>
        PositionFold.Apply(PositionBook.Empty(Symbol.Parse("KRW-BTC")), new TradingStateChanged(TradingState.Halted, "nobody does this", Timestamp.Utc(2025, 9, 1, 0))));

    [Fact]
    public void Difference_OnlyOnceConfirmed_LetsTheSymbolReduceAndSaysWhy()
    {
        Assert.Empty(_journal.Tell(State(7.5m, confirmed: false)).Events);
        _journal.Tell(State(7.5m, confirmed: true));

        Assert.Equal(TradingState.Reducing, _journal.Book.State);
        Assert.Contains("2.5 is gone", _journal.Book.StateReason, StringComparison.Ordinal);
        Assert.Equal(PositionDecider.Reducing, _journal.Tell(MarketBuy(10_000)).Refusal);
        Assert.Null(_journal.Tell(MarketSell(1)).Refusal);
    }

    [Fact]
    public void Difference_ThatIsGone_LetsTheSymbolTradeAgain()
    {
        _journal.Tell(State(7.5m, confirmed: true));
        Assert.Empty(_journal.Tell(State(7.5m, confirmed: true)).Events);
        _journal.Tell(State(10, confirmed: false));

        Assert.Equal(TradingState.Active, _journal.Book.State);
    }

    [Theory]
    [InlineData(12, 10, 2)]
    [InlineData(4, 4, 0)]
    [InlineData(0, 0, 0)]
    public void Accept_Difference_SetsHoldingsToTheVenuesBalance(int balance, int ofStrategy, int external)
    {
        _journal.Tell(State(balance, confirmed: true));
        _journal.Tell(new AcceptDifference(Quantity.Of(balance)));

        Assert.Equal(Quantity.Of(balance), _journal.Book.TotalQuantity);
        Assert.Equal((Quantity.Of(ofStrategy), Quantity.Of(external)), (_journal.Book.PositionOf(Strategy).Quantity, _journal.Book.PositionOf(Holder.External).Quantity));
        Assert.Equal(Money.Of(ofStrategy * 100), _journal.Book.PositionOf(Strategy).Cost);
        Assert.Equal(TradingState.Active, _journal.Book.State);
        Assert.Empty(_journal.Tell(new AcceptDifference(Quantity.Of(balance))).Events);
    }

    [Fact]
    public void Coins_FromBeforeTheFirstOrder_AreNobodysStrategys()
    {
        Journal journal = new();
        Assert.Empty(journal.Tell(State(3, confirmed: false)).Events);
        Assert.Equal(["HoldingAdjusted"], NamesOf(journal.Tell(State(3, confirmed: true))));
        Assert.Empty(journal.Tell(State(3, confirmed: true)).Events);

        Assert.Equal(Quantity.Of(3), journal.Book.PositionOf(Holder.External).Quantity);
        Assert.Empty(journal.Book.OwnPositions);
    }

    [Fact]
    public void Coins_ThatComeLater_AreADifference()
    {
        Journal journal = new();
        Assert.Empty(journal.Tell(State(3, confirmed: false) with { IsOpening = false }).Events);
        journal.Tell(State(3, confirmed: true) with { IsOpening = false });

        Assert.Equal(TradingState.Reducing, journal.Book.State);
        Assert.Contains("3 came in", journal.Book.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reconcile_AnyBookAndStatementTwice_AddsNothingTheSecondTime() => Property.Holds(200, random =>
    {
        RandomVenue venue = new(random);
        for (int step = 0; step < 60; step++)
            venue.Step();
        StatedOrder[] open = [.. venue.Journal.Book.OpenOrders.Where(_ => random.Next(4) > 0).Select(Stated)];
        StatedOrder[] foreign = [.. Enumerable.Range(0, random.Next(4)).Select(i => new StatedOrder(
            StatedOrder.ByVenueId($"f{i}"), $"f{i}", OrderSide.Buy, random.Next(2) == 0, Quantity.Of(5), Price.Of(10), Quantity.Of(random.Next(3)), Now))];
        Quantity balance = random.Next(2) == 0 ? venue.Journal.Book.TotalQuantity : Quantity.Of(random.Next(50));
        ReconcileStatement statement = State(balance.ToDecimal(), random.Next(2) == 0, [.. open, .. foreign]);
        venue.Journal.Tell(statement);

        Assert.Empty(venue.Journal.Tell(statement).Events);
        Assert.Equal(venue.Journal.Events.Aggregate(PositionBook.Empty(Bitcoin), PositionFold.Apply), venue.Journal.Book);
    });

    private static ReconcileStatement State(decimal balance, bool confirmed, params StatedOrder[] orders) => new(
        new VenueStatement(ValueList<StatedOrder>.Of(orders.Where(o => o.IsOpen)), ValueList<StatedOrder>.Of(orders.Where(o => !o.IsOpen)), Quantity.Of(balance)),
        confirmed, IsOpening: true);

    private static StatedOrder Stated(Order order) =>
        new(order.Id, order.VenueOrderId, order.Side, true, order.Quantity, order.Price, order.Filled, order.IntendedAt);

    private ClientOrderId Rest(IntendOrder order)
    {
        ClientOrderId id = _journal.Intend(order);
        _journal.Tell(Report(id, closed: false, 0));
        return id;
    }
}
