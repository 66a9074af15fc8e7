using System.Text.Json;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Values;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed partial class UpbitExecutionTests : IAsyncLifetime
{
    private const string Open = """{"market":"KRW-BTC","uuid":"0f8d","side":"bid","ord_type":"limit","price":"121500000","state":"wait","created_at":"2025-12-11T14:48:10+09:00","volume":"0.01","remaining_volume":"0.01","executed_volume":"0","reserved_fee":"607.5","remaining_fee":"607.5","paid_fee":"0","locked":"1215607.5","trades_count":0,"identifier":"strat1-000042"}""";
    private const string PartlyCancelled = """{"market":"KRW-BTC","uuid":"0f8d","side":"bid","ord_type":"limit","price":"121500000","state":"cancel","created_at":"2025-12-11T14:48:10+09:00","volume":"0.01","remaining_volume":"0.006","executed_volume":"0.004","reserved_fee":"607.5","remaining_fee":"364.5","paid_fee":"243","locked":"729364.5","prevented_volume":"0","prevented_locked":"0","trades_count":1,"trades":[{"market":"KRW-BTC","uuid":"6d2b","price":"121500000","volume":"0.004","funds":"486000","trend":"up","created_at":"2025-12-11T14:48:20.123456+09:00","side":"bid"}]}""";
    private static readonly ClientOrderId Id = new("strat1-000042");
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly SubmitOrder LimitBuy =
        new(Id, Btc, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.01m), Price.Of(121_500_000m), Money.Zero);
    private static readonly LookUpOrder LookUp = new(Id, Btc);

    private readonly UpbitCounters _counters = new();
    private FakeUpbit _venue = null!;
    private UpbitRest _rest = null!;
    private UpbitExecution _execution = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _rest = new UpbitRest(_venue.Options(), _counters);
        _execution = new UpbitExecution(_rest);
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task Submit_Accepted_GivesTheOpenOrder()
    {
        Answer(201, Open);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await SubmitAsync());
        Assert.Equal((Id, Btc, "0f8d", ReportedState.Open, (Quantity?)Quantity.Zero), (report.ClientOrderId, report.Symbol, report.VenueOrderId, report.State, report.Executed));
        Assert.Empty(report.Fills);
        Assert.Equal(Timestamp.Utc(2025, 12, 11, 5, 48, 10), report.VenueTime);
    }

    public static TheoryData<OrderType, OrderSide, TimeInForce, string> OrderTable => new()
    {
        { OrderType.Limit, OrderSide.Buy, TimeInForce.Gtc, """{"market":"KRW-BTC","side":"bid","ord_type":"limit","volume":"0.01","price":"121500000","identifier":"strat1-000042"}""" },
        { OrderType.Limit, OrderSide.Sell, TimeInForce.Ioc, """{"market":"KRW-BTC","side":"ask","ord_type":"limit","volume":"0.01","price":"121500000","time_in_force":"ioc","identifier":"strat1-000042"}""" },
        { OrderType.Limit, OrderSide.Buy, TimeInForce.Fok, """{"market":"KRW-BTC","side":"bid","ord_type":"limit","volume":"0.01","price":"121500000","time_in_force":"fok","identifier":"strat1-000042"}""" },
        { OrderType.Limit, OrderSide.Sell, TimeInForce.PostOnly, """{"market":"KRW-BTC","side":"ask","ord_type":"limit","volume":"0.01","price":"121500000","time_in_force":"post_only","identifier":"strat1-000042"}""" },
        { OrderType.Market, OrderSide.Buy, TimeInForce.Gtc, """{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000.5","identifier":"strat1-000042"}""" },
        { OrderType.Market, OrderSide.Sell, TimeInForce.Gtc, """{"market":"KRW-BTC","side":"ask","ord_type":"market","volume":"0.01","identifier":"strat1-000042"}""" },
        { OrderType.Best, OrderSide.Buy, TimeInForce.Ioc, """{"market":"KRW-BTC","side":"bid","ord_type":"best","price":"10000.5","time_in_force":"ioc","identifier":"strat1-000042"}""" },
        { OrderType.Best, OrderSide.Sell, TimeInForce.Fok, """{"market":"KRW-BTC","side":"ask","ord_type":"best","volume":"0.01","time_in_force":"fok","identifier":"strat1-000042"}""" },
    };

    [Theory]
    [MemberData(nameof(OrderTable))]
    public async Task Submit_OfEachKind_SendsTheVenuesForm_SignedOverItsPairs(OrderType type, OrderSide side, TimeInForce timeInForce, string body)
    {
        Answer(201, Open);

        await SubmitAsync(LimitBuy with { Type = type, Side = side, TimeInForce = timeInForce, Funds = Money.Of(10_000.5m) });

        FakeCall call = Assert.Single(_venue.Calls);
        Assert.Equal(("POST", "/v1/orders", body), (call.Method, call.Path, call.Body));
        using JsonDocument json = JsonDocument.Parse(body);
        string pairs = string.Join('&', json.RootElement.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}"));
        Assert.Equal(UpbitJwt.QueryHash(pairs), Claim(call, "query_hash"));
    }

    [Theory]
    [InlineData(UpbitSelfTrade.CancelMaker, TimeInForce.Gtc, "\"smp_type\":\"cancel_maker\"")]
    [InlineData(UpbitSelfTrade.CancelTaker, TimeInForce.Ioc, "\"smp_type\":\"cancel_taker\"")]
    [InlineData(UpbitSelfTrade.Reduce, TimeInForce.Fok, "\"smp_type\":\"reduce\"")]
    [InlineData(UpbitSelfTrade.Reduce, TimeInForce.PostOnly, null)]
    public async Task Submit_WithASelfTradeRule_SendsIt_ButForPostOnly(UpbitSelfTrade rule, TimeInForce timeInForce, string? expected)
    {
        using var rest = new UpbitRest(_venue.Options() with { SelfTrade = rule }, _counters);
        Answer(201, Open);

        await new UpbitExecution(rest).SubmitAsync(LimitBuy with { TimeInForce = timeInForce }, CancellationToken.None);

        Assert.Equal(expected is not null, _venue.Calls[0].Body.Contains("smp_type", StringComparison.Ordinal));
        Assert.Contains(expected ?? "post_only", _venue.Calls[0].Body);
    }

    [Theory]
    [InlineData(TimeInForce.Gtc)]
    [InlineData(TimeInForce.PostOnly)]
    public async Task Submit_OfABestOrderThatMayRest_IsRefusedHere(TimeInForce timeInForce) =>
        await Assert.ThrowsAsync<ArgumentException>(() => SubmitAsync(LimitBuy with { Type = OrderType.Best, Funds = Money.Of(1), TimeInForce = timeInForce }));

    [Theory]
    [InlineData(400, "insufficient_funds_bid")]
    [InlineData(400, "under_min_total_bid")]
    [InlineData(400, "invalid_price_bid")]
    [InlineData(401, "jwt_verification")]
    [InlineData(403, "market_offline")]
    public async Task Submit_RefusedByName_IsRejected(int status, string name)
    {
        Answer(status, Error(name));

        SubmitRejected rejected = Assert.IsType<SubmitRejected>(await SubmitAsync());
        Assert.Equal(name, rejected.Code);
    }

    [Theory]
    [InlineData(400, """{"error":{"name":"something_new","message":"x"}}""")]
    [InlineData(403, "<html>blocked</html>")]
    [InlineData(500, """{"error":{"name":"internal_server_error","message":"x"}}""")]
    [InlineData(502, "")]
    [InlineData(301, "")]
    [InlineData(201, """{"market":"KRW-BTC"}""")]
    [InlineData(201, "not json")]
    [InlineData(204, "")]
    public async Task Submit_WithoutACertainAnswer_IsAmbiguous(int status, string body)
    {
        _venue.OnCall = (_, http) => body.Length == 0 ? Status(http, status) : FakeUpbit.Answer(http, status, body);

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        Assert.Equal(1, _counters[UpbitCount.AmbiguousCalls]);
    }

    [Fact]
    public async Task Submit_OfAKnownIdentifier_GivesThatOrdersRecord()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 400, Error("duplicated_identifier"))
            : FakeUpbit.Answer(http, 200, PartlyCancelled);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await SubmitAsync());
        Assert.Equal(ReportedState.Closed, report.State);
        Assert.Equal("identifier=strat1-000042", _venue.Calls[1].Query);
    }

    [Fact]
    public async Task Submit_OfAKnownIdentifier_WhoseRecordIsMissing_IsAmbiguous()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 400, Error("duplicated_identifier"))
            : FakeUpbit.Answer(http, 404, Error("order_not_found"));

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
    }

    [Fact]
    public async Task Submit_WithoutAnAnswerInTime_IsAmbiguous_AndTheLookUpFindsIt()
    {
        using var rest = new UpbitRest(_venue.Options() with { RequestTimeout = TimeSpan.FromMilliseconds(700) }, _counters);
        var execution = new UpbitExecution(rest);
        var accepted = new TaskCompletionSource();
        _venue.OnCall = async (call, http) =>
        {
            if (call.Method != "POST")
            {
                await FakeUpbit.Answer(http, 200, PartlyCancelled);
                return;
            }
            accepted.SetResult();
            await Until.TrueAsync(() => http.RequestAborted.IsCancellationRequested);
        };

        SubmitAmbiguous reply = Assert.IsType<SubmitAmbiguous>(await execution.SubmitAsync(LimitBuy, CancellationToken.None));
        Assert.True(accepted.Task.IsCompleted);
        Assert.Contains("no answer in 0.7 s", reply.Cause);
        Assert.IsType<ExecutionReport>(await execution.LookUpAsync(LookUp, CancellationToken.None));
    }

    [Fact]
    public async Task Submit_DroppedAfterTheBodyArrived_IsAmbiguous_AndSentOnce()
    {
        _venue.OnCall = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        Assert.Single(_venue.Calls);
    }

    [Fact]
    public async Task Submit_DroppedOnAReusedConnection_IsSentOnce()
    {
        int calls = 0;
        _venue.OnCall = (_, http) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                return FakeUpbit.Answer(http, 201, Open);
            http.Abort();
            return Task.CompletedTask;
        };

        await SubmitAsync();
        Assert.IsType<SubmitAmbiguous>(await SubmitAsync());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Submit_CancelledByUsAfterItLeft_IsAmbiguous()
    {
        using var stop = new CancellationTokenSource();
        _venue.OnCall = async (_, http) =>
        {
            await stop.CancelAsync();
            await Until.TrueAsync(() => http.RequestAborted.IsCancellationRequested);
        };

        Assert.IsType<SubmitAmbiguous>(await _execution.SubmitAsync(LimitBuy, stop.Token));
    }

    [Fact]
    public async Task Submit_WithoutAConnection_IsNotSent()
    {
        await _venue.DisposeAsync();

        Assert.IsType<SubmitNotSent>(await SubmitAsync());
        Assert.Equal(0, _counters[UpbitCount.AmbiguousCalls]);
    }

    [Fact]
    public async Task Submit_RateLimitedOnce_IsTriedAgain()
    {
        int calls = 0;
        _venue.OnCall = (_, http) => Interlocked.Increment(ref calls) == 1
            ? FakeUpbit.Answer(http, 429, "Too many API requests.")
            : FakeUpbit.Answer(http, 201, Open);

        Assert.IsType<ExecutionReport>(await SubmitAsync());
        Assert.NotEqual(Claim(_venue.Calls[0], "nonce"), Claim(_venue.Calls[1], "nonce"));
    }

    [Fact]
    public async Task Submit_RateLimitedEachTime_IsNotSent()
    {
        Answer(429, """{"error":{"name":"too_many_requests","message":"x"}}""");

        Assert.IsType<SubmitNotSent>(await SubmitAsync());
        Assert.Equal((3, 3), (_venue.Calls.Count, _counters[UpbitCount.RateLimited]));
    }

    [Fact]
    public async Task Submit_OnceBlocked_StopsEveryFurtherCall()
    {
        Answer(418, "blocked for 120 seconds");

        Assert.IsType<SubmitNotSent>(await SubmitAsync());
        Assert.IsType<LookUpFailed>(await _execution.LookUpAsync(LookUp, CancellationToken.None));
        Assert.Single(_venue.Calls);
    }

    [Fact]
    public async Task Submit_ClosedAtOnce_IsLookedUpForItsFills()
    {
        _venue.OnCall = (call, http) => FakeUpbit.Answer(http, call.Method == "POST" ? 201 : 200, call.Method == "POST" ? Open.Replace("wait", "done") : PartlyCancelled);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await SubmitAsync());
        Assert.Equal(ReportedState.Closed, report.State);
        Assert.Single(report.Fills);
    }

    private void Answer(int status, string body) => _venue.OnCall = (_, http) => FakeUpbit.Answer(http, status, body);

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private Task<IExecutionReply> SubmitAsync(SubmitOrder? order = null) => _execution.SubmitAsync(order ?? LimitBuy, CancellationToken.None);

    private static string Error(string name) => $$$"""{"error":{"name":"{{{name}}}","message":"주문"}}""";

    private static string? Claim(FakeCall call, string name)
    {
        string payload = call.Authorization!["Bearer ".Length..].Split('.')[1];
        using JsonDocument json = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        return json.RootElement.GetProperty(name).GetString();
    }
}
