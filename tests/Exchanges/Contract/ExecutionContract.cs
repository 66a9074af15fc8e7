using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>What every venue's execution keeps to, whatever the line does: an order is placed once, and its fate is found out.</summary>
public abstract class ExecutionContract : IAsyncLifetime
{
    private readonly AccountWatch _account = new();
    private readonly CancellationTokenSource _stop = new();
    private IVenuePair _pair = null!;
    private Task _running = Task.CompletedTask;
    private int _orders;

    public async ValueTask InitializeAsync()
    {
        _pair = await StartPairAsync();
        _running = _pair.Execution.StreamAsync(_account, _stop.Token);
        await Until.TrueAsync(() => _account.Connects == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        await _pair.DisposeAsync();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<IVenuePair> StartPairAsync();

    [Fact]
    public async Task SameOrder_SentTwice_IsOneOrder()
    {
        SubmitOrder order = await RestingBuyAsync();

        ExecutionReport first = Assert.IsType<ExecutionReport>(await SubmitAsync(order));
        ExecutionReport second = Assert.IsType<ExecutionReport>(await SubmitAsync(order));

        Assert.Equal((first.VenueOrderId, ReportedState.Open), (second.VenueOrderId, second.State));
        Assert.Equal(first.VenueOrderId, Assert.Single((await OpenAsync())!).VenueOrderId);
    }

    [Fact]
    public async Task Order_WhoseAnswerIsLost_IsAmbiguous_AndSettledByLookUpOrResend()
    {
        SubmitOrder order = await RestingBuyAsync();
        _pair.Line.LoseNextAnswer();

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync(order));
        ExecutionReport found = Assert.IsType<ExecutionReport>(await LookUpAsync(order));
        ExecutionReport resent = Assert.IsType<ExecutionReport>(await SubmitAsync(order));

        Assert.Equal(found.VenueOrderId, resent.VenueOrderId);
        Assert.Single((await OpenAsync())!);
    }

    [Fact]
    public async Task Order_OverNoLine_IsNotSent()
    {
        SubmitOrder order = await RestingBuyAsync();
        _pair.Line.Cut();
        IExecutionReply refused = await SubmitAsync(order);
        _pair.Line.Mend();

        // Whether the line broke before or after the first byte is the line's secret; but the order is not there.
        Assert.True(refused is SubmitNotSent or SubmitAmbiguous, refused.ToString());
        await Until.TrueAsync(() => _account.Connects >= 2);
        Assert.IsType<OrderNotFound>(await LookUpAsync(order));
    }

    [Fact]
    public async Task Order_ThatTheVenueRefuses_IsRejectedByName_AndIsNotThere()
    {
        SubmitOrder tiny = (await RestingBuyAsync()) with { Quantity = Quantity.Of(0.00000001m) };

        Assert.NotEmpty(Assert.IsType<SubmitRejected>(await SubmitAsync(tiny)).Code);
        Assert.IsType<OrderNotFound>(await LookUpAsync(tiny));
    }

    [Fact]
    public async Task Cancel_OfARestingOrder_ClosesIt_AndTheStreamTells()
    {
        SubmitOrder order = await RestingBuyAsync();
        await SubmitAsync(order);

        Assert.IsType<ExecutionReport>(await CancelAsync(order));
        await Until.TrueAsync(() => _account.Of(order.ClientOrderId).Any(r => r.State == ReportedState.Closed));

        ExecutionReport record = Assert.IsType<ExecutionReport>(await LookUpAsync(order));
        Assert.Equal((ReportedState.Closed, (Quantity?)Quantity.Zero), (record.State, record.Executed));
        Assert.Equal(ReportedState.Closed, Assert.IsType<ExecutionReport>(await CancelAsync(order)).State);
        Assert.Empty((await OpenAsync())!);
    }

    [Fact]
    public async Task Order_NeverPlaced_IsNotFound()
    {
        SubmitOrder never = await RestingBuyAsync();

        Assert.IsType<OrderNotFound>(await LookUpAsync(never));
        Assert.IsType<OrderNotFound>(await CancelAsync(never));
    }

    [Fact]
    public async Task Fills_OfStreamAndRecord_AreTheSame_EachOnce_AndMoveTheBalances()
    {
        Balance before = await QuoteAsync();
        SubmitOrder order = MarketBuy(Money.Of(500_000));
        await SubmitAsync(order);
        await Until.TrueAsync(() => _account.Of(order.ClientOrderId).Any(r => r.State == ReportedState.Closed));

        ExecutionReport record = Assert.IsType<ExecutionReport>(await LookUpAsync(order));
        ReportedFill[] streamed = [.. _account.Of(order.ClientOrderId).SelectMany(r => r.Fills)];
        Assert.Equal(record.Fills.Select(f => (f.TradeId, f.Price, f.Quantity, f.Fee)).Order(), streamed.Select(f => (f.TradeId, f.Price, f.Quantity, f.Fee)).Order());
        Assert.Equal(record.Executed, record.Fills.Aggregate(Quantity.Zero, (sum, f) => sum + f.Quantity));
        Money spent = record.Fills.Aggregate(Money.Zero, (sum, f) => sum + Money.NotionalDown(f.Price, f.Quantity) + f.Fee);
        Balance after = await QuoteAsync();
        Assert.Equal(before.Free - spent, after.Free);
    }

    [Fact]
    public async Task Fills_WhileTheStreamWasDown_AreInTheRecord_AndTheStreamGoesOn()
    {
        _pair.Line.Drop();
        SubmitOrder missed = MarketBuy(Money.Of(100_000));
        await SubmitSurelyAsync(missed);
        await Until.TrueAsync(() => _account.Connects >= 2);
        ExecutionReport record = Assert.IsType<ExecutionReport>(await LookUpAsync(missed));
        Assert.Equal(ReportedState.Closed, record.State);
        Assert.NotEmpty(record.Fills);

        SubmitOrder seen = MarketBuy(Money.Of(100_000));
        await SubmitSurelyAsync(seen);
        await Until.TrueAsync(() => _account.Of(seen.ClientOrderId).Any(r => r.State == ReportedState.Closed));
    }

    [Fact]
    public async Task Replacement_OfARestingOrder_EndsItAndRestsInItsPlace()
    {
        SubmitOrder old = await RestingBuyAsync();
        await SubmitAsync(old);
        SubmitOrder next = old with { ClientOrderId = NextId(), Price = Price.Of(old.Price.ToDecimal() - 1000) };

        await ReplaceAsync(old, next);
        await Until.TrueAsync(async () => await LookUpAsync(next) is ExecutionReport);

        Assert.Equal(ReportedState.Closed, Assert.IsType<ExecutionReport>(await LookUpAsync(old)).State);
        ListedOrder open = Assert.Single((await OpenAsync())!);
        Assert.Equal((next.ClientOrderId, (Quantity?)old.Quantity, (Price?)next.Price), (open.ClientOrderId, open.Quantity, open.Price));
    }

    [Fact]
    public async Task Replacement_WhoseAnswerIsLost_IsStillFoundOut()
    {
        SubmitOrder old = await RestingBuyAsync();
        await SubmitAsync(old);
        SubmitOrder next = old with { ClientOrderId = NextId(), Price = Price.Of(old.Price.ToDecimal() - 1000) };
        _pair.Line.LoseNextAnswer();

        ReplaceReply reply = await ReplaceAsync(old, next);
        Assert.IsType<ExecutionReport>(reply.Previous);
        Assert.True(reply.Next is ExecutionReport or SubmitAmbiguous, reply.Next.ToString());
        await Until.TrueAsync(async () => await LookUpAsync(next) is ExecutionReport);
        string made = Assert.IsType<ExecutionReport>((await ReplaceAsync(old, next)).Next).VenueOrderId;
        Assert.Equal(made, Assert.Single((await OpenAsync())!).VenueOrderId);
    }

    [Fact]
    public async Task Replacement_OfAnOrderThatHasEnded_PlacesNothing()
    {
        SubmitOrder old = MarketBuy(Money.Of(100_000));
        await SubmitAsync(old);
        SubmitOrder next = (await RestingBuyAsync()) with { ClientOrderId = NextId() };

        ReplaceReply reply = await ReplaceAsync(old, next);

        Assert.Equal(ReportedState.Closed, Assert.IsType<ExecutionReport>(reply.Previous).State);
        Assert.IsType<SubmitRejected>(reply.Next);
        Assert.IsType<OrderNotFound>(await LookUpAsync(next));
    }

    [Fact]
    public async Task ClosedOrders_SinceATime_AreThoseThatEnded_OldestFirst()
    {
        SubmitOrder cancelled = await RestingBuyAsync(), filled = MarketBuy(Money.Of(100_000)), open = await RestingBuyAsync();
        foreach (SubmitOrder order in (SubmitOrder[])[cancelled, filled, open])
            await SubmitAsync(order);
        await CancelAsync(cancelled);
        await Until.TrueAsync(() => _account.Of(cancelled.ClientOrderId).Any(r => r.State == ReportedState.Closed));

        Timestamp since = (await _pair.Market.GetCandlesAsync(_pair.Symbol, before: null, 30, _stop.Token))[0].OpenTime;
        IReadOnlyList<ListedOrder>? closed = await _pair.Execution.GetClosedOrdersAsync(_pair.Symbol, since, _stop.Token);

        Assert.Equal([cancelled.ClientOrderId, filled.ClientOrderId], closed!.Select(o => o.ClientOrderId!.Value));
        Assert.All(closed!, o => Assert.Equal((ReportedState.Closed, _pair.Symbol, OrderSide.Buy), (o.State, o.Symbol, o.Side)));
        Assert.Equal([true, false], closed!.Select(o => o.Executed.IsZero));
    }

    private Task<ReplaceReply> ReplaceAsync(SubmitOrder old, SubmitOrder next) =>
        _pair.Execution.ReplaceAsync(new ReplaceOrder(old.ClientOrderId, next), _stop.Token);

    private async Task SubmitSurelyAsync(SubmitOrder order)
    {
        // A connection that was dropped while it rested may cost the first attempt; the same id makes the next one safe.
        while (await SubmitAsync(order) is not ExecutionReport)
            _stop.Token.ThrowIfCancellationRequested();
    }

    private Task<IExecutionReply> SubmitAsync(SubmitOrder order) => _pair.Execution.SubmitAsync(order, _stop.Token);

    private Task<IExecutionReply> LookUpAsync(SubmitOrder order) => _pair.Execution.LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), _stop.Token);

    private Task<IExecutionReply> CancelAsync(SubmitOrder order) => _pair.Execution.CancelAsync(new CancelOrder(order.ClientOrderId, order.Symbol), _stop.Token);

    private Task<IReadOnlyList<ListedOrder>?> OpenAsync() => _pair.Execution.GetOpenOrdersAsync(_pair.Symbol, _stop.Token);

    private async Task<Balance> QuoteAsync() => (await _pair.Execution.GetBalancesAsync(_stop.Token))!.Single(b => b.Currency == _pair.Symbol.Quote);

    private SubmitOrder MarketBuy(Money funds) =>
        new(NextId(), _pair.Symbol, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, funds);

    /// <summary>So far below the market that it rests.</summary>
    private async Task<SubmitOrder> RestingBuyAsync()
    {
        decimal close = (await _pair.Market.GetCandlesAsync(_pair.Symbol, before: null, 1, _stop.Token))[0].Close.ToDecimal();
        Price price = Price.Of(Math.Floor(close / 2 / 1000) * 1000);
        return new(NextId(), _pair.Symbol, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.001m), price, Money.Zero);
    }

    private ClientOrderId NextId() => new($"contract-{++_orders}");
}
