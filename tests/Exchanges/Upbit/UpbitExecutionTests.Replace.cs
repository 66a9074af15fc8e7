using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Values;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed partial class UpbitExecutionTests
{
    private static ReplaceOrder Replace => new(Id, LimitBuy with { ClientOrderId = new("strat1-000043"), Price = Price.Of(121_400_000) });
    private static string NewOpen => Open.Replace("strat1-000042", "strat1-000043").Replace("0f8d", "1f8d");

    [Fact]
    public async Task Replace_OfARestingOrder_SendsTheNewTerms_AndGivesBoth()
    {
        _venue.OnCall = (call, http) => FakeUpbit.Answer(http, 201, call.Method == "POST"
            ? Open.Replace("}", ",\"new_order_uuid\":\"1f8d\",\"new_order_identifier\":\"strat1-000043\"}")
            : NewOpen);

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.Equal(ReportedState.Open, Assert.IsType<ExecutionReport>(reply.Previous).State);
        Assert.Equal(("1f8d", "strat1-000043"), (Assert.IsType<ExecutionReport>(reply.Next).VenueOrderId, reply.Next.ClientOrderId.Value));
        Assert.Equal(("/v1/orders/cancel_and_new", """{"prev_order_identifier":"strat1-000042","new_ord_type":"limit","new_volume":"remain_only","new_price":"121400000","new_identifier":"strat1-000043"}"""),
            (_venue.Calls[0].Path, _venue.Calls[0].Body));
    }

    [Fact]
    public async Task Replace_WhoseNewOrderIsNotThereYet_LeavesItInDoubt()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 200, Open)
            : FakeUpbit.Answer(http, 404, Error("order_not_found"));

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.IsType<ExecutionReport>(reply.Previous);
        Assert.Equal("strat1-000043", Assert.IsType<SubmitAmbiguous>(reply.Next).ClientOrderId.Value);
    }

    [Fact]
    public async Task Replace_OfAnOrderThatHasEnded_PlacesNothing()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 404, Error("order_not_found"))
            : Known(call, http, next: null);

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.Equal(ReportedState.Closed, Assert.IsType<ExecutionReport>(reply.Previous).State);
        Assert.Equal("order_not_found", Assert.IsType<SubmitRejected>(reply.Next).Code);
    }

    [Fact]
    public async Task Replace_SentASecondTime_GivesTheOrderThatTheFirstMade()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 404, Error("order_not_found"))
            : Known(call, http, NewOpen);

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.Equal("1f8d", Assert.IsType<ExecutionReport>(reply.Next).VenueOrderId);
    }

    [Fact]
    public async Task Replace_SentASecondTime_WithoutALookUp_StaysInDoubt()
    {
        _venue.OnCall = (call, http) => FakeUpbit.Answer(http, call.Method == "POST" ? 404 : 500, call.Method == "POST" ? Error("order_not_found") : "");

        Assert.IsType<SubmitAmbiguous>((await _execution.ReplaceAsync(Replace, CancellationToken.None)).Next);
    }

    private static Task Known(FakeCall call, HttpContext http, string? next) =>
        !call.Query.Contains("43", StringComparison.Ordinal) ? FakeUpbit.Answer(http, 200, PartlyCancelled)
        : next is null ? FakeUpbit.Answer(http, 404, Error("order_not_found"))
        : FakeUpbit.Answer(http, 200, next);

    [Fact]
    public async Task Replace_WithoutACertainAnswer_IsSettledByLookUp()
    {
        _venue.OnCall = (call, http) => call.Method == "POST"
            ? FakeUpbit.Answer(http, 502, "")
            : FakeUpbit.Answer(http, 200, call.Query.Contains("43", StringComparison.Ordinal) ? NewOpen : PartlyCancelled);

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.Equal(ReportedState.Closed, Assert.IsType<ExecutionReport>(reply.Previous).State);
        Assert.Equal("1f8d", Assert.IsType<ExecutionReport>(reply.Next).VenueOrderId);
    }

    [Fact]
    public async Task Replace_WithoutAConnection_ChangesNothing()
    {
        await _venue.DisposeAsync();

        ReplaceReply reply = await _execution.ReplaceAsync(Replace, CancellationToken.None);

        Assert.IsType<LookUpFailed>(reply.Previous);
        Assert.IsType<SubmitNotSent>(reply.Next);
    }

    [Fact]
    public async Task Replace_UnderTheOldId_IsRefusedHere() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _execution.ReplaceAsync(new ReplaceOrder(Id, LimitBuy), CancellationToken.None));

    [Fact]
    public async Task ListedOrders_OfTheAccount_AreReadOrNone()
    {
        Answer(200, $"[{Open}]");
        Assert.Equal("0f8d", Assert.Single((await _execution.GetOpenOrdersAsync(Btc, CancellationToken.None))!).VenueOrderId);
        Assert.Equal("states[]=wait&states[]=watch", _venue.Calls[0].Query.Split("&page")[0].Split("KRW-BTC&")[1]);
        Timestamp anHourAgo = Timestamp.From(DateTimeOffset.UtcNow) - TimeSpan.FromHours(1);
        Assert.NotNull(await _execution.GetClosedOrdersAsync(null, anHourAgo, CancellationToken.None));

        Answer(500, "");
        Assert.Null(await _execution.GetOpenOrdersAsync(null, CancellationToken.None));
        Assert.Null(await _execution.GetClosedOrdersAsync(null, anHourAgo, CancellationToken.None));
    }
}
