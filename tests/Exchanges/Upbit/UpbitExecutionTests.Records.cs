using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed partial class UpbitExecutionTests
{
    [Fact]
    public async Task LookUp_OfAFilledOrder_GivesEveryFillWithItsFee()
    {
        Answer(200, PartlyCancelled);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await _execution.LookUpAsync(LookUp, CancellationToken.None));
        Assert.Equal((ReportedState.Closed, (Quantity?)Quantity.Of(0.004m)), (report.State, report.Executed));
        var expected = new ReportedFill("6d2b", Price.Of(121_500_000m), Quantity.Of(0.004m), Money.Of(243m), LiquiditySide.Maker,
            Timestamp.Utc(2025, 12, 11, 5, 48, 20) + TimeSpan.FromMicroseconds(123456));
        Assert.Equal(expected, Assert.Single(report.Fills));
        Assert.Equal("GET", _venue.Calls[0].Method);
    }

    [Fact]
    public async Task LookUp_OfAMarketWithAnotherFee_SharesOutWhatWasPaid()
    {
        Answer(200, PartlyCancelled.Replace("\"paid_fee\":\"243\"", "\"paid_fee\":\"1215\""));

        ExecutionReport report = Assert.IsType<ExecutionReport>(await _execution.LookUpAsync(LookUp, CancellationToken.None));
        Assert.Equal(Money.Of(1215m), Assert.Single(report.Fills).Fee);
    }

    [Theory]
    [InlineData(404, """{"error":{"name":"order_not_found","message":"주문을 찾지 못했습니다."}}""", typeof(OrderNotFound))]
    [InlineData(404, """{"error":{"name":"not_found","message":"no Route"}}""", typeof(LookUpFailed))]
    [InlineData(404, "", typeof(LookUpFailed))]
    [InlineData(401, """{"error":{"name":"jwt_verification","message":"x"}}""", typeof(LookUpFailed))]
    [InlineData(500, "", typeof(LookUpFailed))]
    [InlineData(200, "[]", typeof(LookUpFailed))]
    [InlineData(200, """{"market":"KRW-BTC","uuid":"1","state":"odd","created_at":"2025-12-11T14:48:10+09:00"}""", typeof(LookUpFailed))]
    public async Task LookUp_WithoutARecord_SaysWhetherThatIsCertain(int status, string body, Type expected)
    {
        Answer(status, body);

        Assert.IsType(expected, await _execution.LookUpAsync(LookUp, CancellationToken.None));
    }

    [Fact]
    public async Task LookUp_AnsweredWithAnotherOrder_Fails()
    {
        Answer(200, Open.Replace("strat1-000042", "strat1-000043"));

        Assert.IsType<LookUpFailed>(await _execution.LookUpAsync(LookUp, CancellationToken.None));
    }

    [Fact]
    public async Task Cancel_OfARestingOrder_IsStillOpen()
    {
        Answer(200, Open);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await _execution.CancelAsync(new CancelOrder(Id, Btc), CancellationToken.None));
        Assert.Equal(ReportedState.Open, report.State);
        FakeCall call = Assert.Single(_venue.Calls);
        Assert.Equal(("DELETE", "/v1/order", "identifier=strat1-000042", ""), (call.Method, call.Path, call.Query, call.Body));
    }

    [Fact]
    public async Task Cancel_OfAFinishedOrder_GivesItsRecord()
    {
        _venue.OnCall = (call, http) => call.Method == "DELETE"
            ? FakeUpbit.Answer(http, 404, Error("order_not_found"))
            : FakeUpbit.Answer(http, 200, PartlyCancelled);

        ExecutionReport report = Assert.IsType<ExecutionReport>(await _execution.CancelAsync(new CancelOrder(Id, Btc), CancellationToken.None));
        Assert.Equal(ReportedState.Closed, report.State);
    }

    [Fact]
    public async Task Cancel_OfAnOrderThatNeverWas_IsNotFound()
    {
        Answer(404, Error("order_not_found"));

        Assert.IsType<OrderNotFound>(await _execution.CancelAsync(new CancelOrder(Id, Btc), CancellationToken.None));
    }

    [Fact]
    public async Task Balances_AreReadExactly_OrNotAtAll()
    {
        Answer(200, """[{"currency":"KRW","balance":"3270635.5","locked":"729364.5","avg_buy_price":"0"},{"currency":"BTC","balance":"0.004","locked":"0.0","avg_buy_price":"121500000"}]""");
        IReadOnlyList<Balance>? balances = await _execution.GetBalancesAsync(CancellationToken.None);
        Assert.Equal([new Balance("KRW", Money.Of(3270635.5m), Money.Of(729364.5m)), new Balance("BTC", Money.Of(0.004m), Money.Zero)], balances);

        Answer(200, """[{"currency":"KRW","balance":"much"}]""");
        Assert.Null(await _execution.GetBalancesAsync(CancellationToken.None));
        Answer(500, "");
        Assert.Null(await _execution.GetBalancesAsync(CancellationToken.None));
    }
}
