using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>What the client makes of each fault around orders: never two orders for one, never one lost.</summary>
public sealed class UpbitOrderFaultTests : IAsyncLifetime
{
    private readonly AccountWatch _account = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SubmitOrder _order = new(
        new("fault-1"), Symbol.Parse("KRW-BTC"), OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.001m), Price.Of(50_000_000), Money.Zero);

    private UpbitPair _pair = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() => _pair = await UpbitPair.StartAsync(client: o => o);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        await _pair.DisposeAsync();
        _stop.Dispose();
    }

    [Theory]
    [InlineData("""{"fault":"accept_unanswered","endpoint":"POST /v1/orders","count":1}""")]
    [InlineData("""{"fault":"accept_unanswered","endpoint":"POST /v1/orders","status":500,"count":1}""")]
    [InlineData("""{"fault":"accept_unanswered","endpoint":"POST /v1/orders","status":504,"count":1}""")]
    public async Task AcceptedOrder_WithoutItsAnswer_IsInDoubtAndFoundByItsIdentifier(string fault)
    {
        await _pair.SetFaultAsync(fault);

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        ExecutionReport found = Assert.IsType<ExecutionReport>(await LookUpAsync());
        Assert.Equal(found.VenueOrderId, Assert.IsType<ExecutionReport>(await SubmitAsync()).VenueOrderId);
        Assert.Single((await _pair.Execution.GetOpenOrdersAsync(_order.Symbol, _stop.Token))!);
    }

    [Fact]
    public async Task SlowAnswer_BeyondTheClientsPatience_IsInDoubtAndFoundByItsIdentifier()
    {
        await _pair.DisposeAsync();
        _pair = await UpbitPair.StartAsync(o => o with { RequestTimeout = TimeSpan.FromSeconds(1) });
        await _pair.SetFaultAsync("""{"fault":"slow_answer","endpoint":"POST /v1/orders","ms":60000,"count":1}""");

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        Assert.IsType<ExecutionReport>(await LookUpAsync());
    }

    [Fact]
    public async Task ServerError_OfAnOrderNotCarriedOut_IsInDoubtAndNotFound()
    {
        await _pair.SetFaultAsync("""{"fault":"answer_status","group":"order","status":500,"count":1}""");

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        Assert.IsType<OrderNotFound>(await LookUpAsync());
    }

    [Fact]
    public async Task TooManyRequests_Once_IsSentAgainAndTaken()
    {
        await _pair.SetFaultAsync("""{"fault":"answer_status","group":"order","status":429,"count":1}""");

        Assert.IsType<ExecutionReport>(await SubmitAsync());
        Assert.Equal(1, _pair.Counters[UpbitCount.RateLimited]);
        Assert.Single((await _pair.Execution.GetOpenOrdersAsync(_order.Symbol, _stop.Token))!);
    }

    [Fact]
    public async Task Block_ByTheVenue_SendsNothingAndNothingAfterIt()
    {
        await _pair.SetFaultAsync("""{"fault":"answer_status","group":"order","status":418,"count":1}""");

        Assert.IsType<SubmitNotSent>(await SubmitAsync());
        long calls = _pair.Counters[UpbitCount.RestCalls];
        Assert.IsType<SubmitNotSent>(await SubmitAsync());
        Assert.Equal((calls, 1L), (_pair.Counters[UpbitCount.RestCalls], _pair.Counters[UpbitCount.Blocked]));
    }

    [Fact]
    public async Task Refusal_WithQuotaLeft_IsARejectionByName()
    {
        await _pair.SetFaultAsync("""{"fault":"refuse_order","count":1}""");

        Assert.Equal("create_bid_error", Assert.IsType<SubmitRejected>(await SubmitAsync()).Code);
        Assert.IsType<OrderNotFound>(await LookUpAsync());
    }

    [Fact]
    public async Task Maintenance_OfTheVenue_RejectsOrdersAndLeavesLookUpsOpen()
    {
        await _pair.SetFaultAsync("""{"fault":"maintenance"}""");

        Assert.Equal("market_offline", Assert.IsType<SubmitRejected>(await SubmitAsync()).Code);
        Assert.IsType<LookUpFailed>(await LookUpAsync());
        await _pair.ClearFaultsAsync();
        Assert.IsType<OrderNotFound>(await LookUpAsync());
    }

    [Fact]
    public async Task IdleTimeout_OfTheAccountsStream_IsReconnectedEachTime()
    {
        await _pair.SetFaultAsync("""{"fault":"idle_timeout","socket":"private","ms":100}""");
        Watch();
        await Until.TrueAsync(() => _account.Connects >= 3);
    }

    [Fact]
    public async Task DroppedSocket_OfTheAccountsStream_IsReconnectedAndTheRecordHasTheOrder()
    {
        Watch();
        await Until.TrueAsync(() => _account.Connects == 1);
        await _pair.SetFaultAsync("""{"fault":"drop_socket","socket":"private","count":1}""");
        await SubmitAsync();
        await Until.TrueAsync(() => _account.Connects == 2);
        Assert.IsType<ExecutionReport>(await LookUpAsync());
        Assert.Empty(_account.Of(_order.ClientOrderId));
    }

    private void Watch() => _running = _pair.Execution.StreamAsync(_account, _stop.Token);

    private Task<IExecutionReply> SubmitAsync() => _pair.Execution.SubmitAsync(_order, _stop.Token);

    private Task<IExecutionReply> LookUpAsync() => _pair.Execution.LookUpAsync(new LookUpOrder(_order.ClientOrderId, _order.Symbol), _stop.Token);
}
