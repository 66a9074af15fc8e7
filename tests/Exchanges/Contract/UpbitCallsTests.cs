using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges.Upbit;

using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>The calls that only Upbit has, from its client to the local exchange.</summary>
public sealed class UpbitCallsTests : IAsyncLifetime
{
    private UpbitPair _pair = null!;
    private UpbitOrders _orders = null!;
    private UpbitQuotation _quotation = null!;

    public async ValueTask InitializeAsync()
    {
        _pair = (UpbitPair)await UpbitPair.StartAsync();
        (_orders, _quotation) = (new UpbitOrders(_pair.Rest), new UpbitQuotation(_pair.Rest));
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();

    [Fact]
    public async Task Key_OfTheLocalExchange_IsFit() =>
        Assert.True((await UpbitKeyCheck.RunAsync(_pair.Rest, CancellationToken.None)).IsUsable);

    [Fact]
    public async Task Chance_OfAMarket_TellsFeesLimitsAndFunds()
    {
        UpbitChance chance = Value(await _orders.GetChanceAsync(_pair.Symbol, CancellationToken.None));

        Assert.Equal((FeeRate.UpbitKrw, Money.Of(5_000), Money.Of(1_000_000_000), true), (chance.BidFee, chance.MinTotalBid, chance.MaxTotal, chance.IsActive));
        Assert.Equal(("KRW", Money.Of(10_000_000)), (chance.Quote.Currency, chance.Quote.Free));
    }

    [Fact]
    public async Task TestOrder_IsChecked_AndNotPlaced()
    {
        SubmitOrder order = await RestingBuyAsync("t");

        Assert.Equal(ReportedState.Open, Value(await _orders.TestAsync(order, CancellationToken.None)).State);
        UpbitFailure? refused = (await _orders.TestAsync(order with { Quantity = Quantity.Of(0.00000001m) }, CancellationToken.None)).Failure;
        Assert.Equal(UpbitError.UnderMinTotal, refused?.Error);
        Assert.Empty(Value(await _orders.GetOpenAsync(null, CancellationToken.None)));
    }

    [Theory]
    [InlineData(OrderSide.Buy, TimeInForce.Ioc)]
    [InlineData(OrderSide.Buy, TimeInForce.Fok)]
    public async Task BestOrder_IsTaken_AndEnds(OrderSide side, TimeInForce timeInForce)
    {
        var order = new SubmitOrder(new("best"), _pair.Symbol, side, OrderType.Best, timeInForce, Quantity.Zero, Price.None, Money.Of(10_000));

        Assert.IsType<ExecutionReport>(await _pair.Execution.SubmitAsync(order, CancellationToken.None));
        LookUpOrder lookUp = new(order.ClientOrderId, order.Symbol);
        await Until.TrueAsync(async () => await _pair.Execution.LookUpAsync(lookUp, CancellationToken.None) is ExecutionReport { State: ReportedState.Closed });
    }

    [Fact]
    public async Task Orders_ByTheirIds_AreFoundAndCancelledTogether()
    {
        ClientOrderId[] ids = [new("a"), new("b"), new("none")];
        foreach (ClientOrderId id in ids[..2])
            await _pair.Execution.SubmitAsync(await RestingBuyAsync(id.Value), CancellationToken.None);

        Assert.Equal(["a", "b"], Value(await _orders.FindAsync(ids, CancellationToken.None)).Select(o => o.ClientOrderId!.Value.Value).Order());
        UpbitCancelled cancelled = Value(await _orders.CancelAsync(ids, CancellationToken.None));
        Assert.Equal(["a", "b"], cancelled.Accepted.Select(o => o.ClientOrderId!.Value.Value).Order());
        Assert.Equal(new UpbitNamedOrder(null, null, new ClientOrderId("none")), Assert.Single(cancelled.Failed));
    }

    [Fact]
    public async Task OpenOrders_OfOneSide_AreCancelledInOneCall()
    {
        await _pair.Execution.SubmitAsync(await RestingBuyAsync("a"), CancellationToken.None);

        Assert.Empty(Value(await _orders.CancelOpenAsync(OrderSide.Sell, [_pair.Symbol], 20, CancellationToken.None)).Accepted);
        Assert.Single(Value(await _orders.CancelOpenAsync(OrderSide.Buy, [_pair.Symbol], 20, CancellationToken.None)).Accepted);
    }

    [Fact]
    public async Task Tickers_OfAMarket_TellTheDay()
    {
        UpbitTicker ticker = Assert.Single(Value(await _quotation.GetTickersAsync([_pair.Symbol], CancellationToken.None)));

        Assert.Equal(_pair.Symbol, ticker.Symbol);
        Assert.True(ticker.Low <= ticker.TradePrice && ticker.TradePrice <= ticker.High);
    }

    private async Task<SubmitOrder> RestingBuyAsync(string id)
    {
        decimal close = (await _pair.Market.GetCandlesAsync(_pair.Symbol, before: null, 1, CancellationToken.None))[0].Close.ToDecimal();
        return new SubmitOrder(new(id), _pair.Symbol, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.001m),
            Price.Of(Math.Floor(close / 2 / 1000) * 1000), Money.Zero);
    }

    private static T Value<T>(UpbitResult<T> result) where T : class
    {
        Assert.Null(result.Failure);
        return result.Value!;
    }
}
