using System.Text.Json;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Values;
using Microsoft.AspNetCore.WebUtilities;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitOrdersTests : IAsyncLifetime
{
    private const string Chance = """{"bid_fee":"0.0005","ask_fee":"0.0005","maker_bid_fee":"0.0004","market":{"id":"KRW-BTC","name":"BTC/KRW","order_types":["limit"],"order_sides":["ask","bid"],"bid_types":["best_fok","best_ioc","limit","price"],"ask_types":["limit","market"],"bid":{"currency":"KRW","min_total":"5000"},"ask":{"currency":"BTC","min_total":"5000.5"},"max_total":"1000000000","state":"active"},"bid_account":{"currency":"KRW","balance":"3270635.5","locked":"729364.5","avg_buy_price":"0"},"ask_account":{"currency":"BTC","balance":"0.004","locked":"0.0"}}""";
    private const string Cancelled = """{"success":{"count":1,"orders":[{"uuid":"u1","market":"KRW-BTC","identifier":"a"}]},"failed":{"count":1,"orders":[{"uuid":"u2","market":"KRW-ETH"}]}}""";
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Timestamp Noon = Timestamp.Utc(2025, 12, 11, 12);

    private readonly FakeTime _time = new();
    private FakeUpbit _venue = null!;
    private UpbitRest _rest = null!;
    private UpbitOrders _orders = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _rest = new UpbitRest(_venue.Options(), new UpbitCounters());
        _orders = new UpbitOrders(_rest);
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task Chance_OfAMarket_IsReadExactly()
    {
        Answer(200, Chance);

        UpbitChance chance = Value(await _orders.GetChanceAsync(Btc, CancellationToken.None));
        var expected = new UpbitChance(
            Btc, new FeeRate(500), new FeeRate(500), new FeeRate(400), new FeeRate(500),
            ValueList<string>.Of(["best_fok", "best_ioc", "limit", "price"]), ValueList<string>.Of(["limit", "market"]),
            Money.Of(5000), Money.Of(5000.5m), Money.Of(1_000_000_000), true,
            new Balance("KRW", Money.Of(3270635.5m), Money.Of(729364.5m)), new Balance("BTC", Money.Of(0.004m), Money.Zero));
        Assert.Equal(expected, chance);
        Assert.Equal(("GET", "/v1/orders/chance", "market=KRW-BTC"), (_venue.Calls[0].Method, _venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Theory]
    [InlineData("\"0.0005\"", "\"0.00000005\"")]
    [InlineData("\"max_total\":\"1000000000\",", "")]
    [InlineData("\"min_total\":\"5000\"", "\"min\":1")]
    [InlineData("\"balance\":\"0.004\"", "\"balance\":\"?\"")]
    public async Task Chance_WithAFieldMissing_IsNone(string part, string with)
    {
        Answer(200, Chance.Replace(part, with));

        UpbitResult<UpbitChance> result = await _orders.GetChanceAsync(Btc, CancellationToken.None);
        Assert.Null(result.Value);
        Assert.Equal(UpbitOutcome.Unreadable, result.Failure?.Outcome);
    }

    [Theory]
    [InlineData(400, "insufficient_funds_bid", UpbitOutcome.Refused, UpbitError.InsufficientFunds)]
    [InlineData(401, "expired_access_key", UpbitOutcome.Refused, UpbitError.ExpiredKey)]
    [InlineData(403, "out_of_scope", UpbitOutcome.Refused, UpbitError.OutOfScope)]
    [InlineData(400, "brand_new", UpbitOutcome.Refused, UpbitError.Unknown)]
    [InlineData(500, "internal_server_error", UpbitOutcome.Uncertain, UpbitError.Internal)]
    public async Task Failure_OfACall_CarriesTheVenuesErrorAsAType(int status, string name, UpbitOutcome outcome, UpbitError error)
    {
        Answer(status, $$$"""{"error":{"name":"{{{name}}}","message":"주문"}}""");

        UpbitFailure? failure = (await _orders.GetChanceAsync(Btc, CancellationToken.None)).Failure;
        Assert.Equal((outcome, error, status, name), (failure?.Outcome, failure?.Error, failure?.Status, failure?.Name));
    }

    [Fact]
    public async Task TestOrder_OfAGoodOrder_IsSentToItsOwnPath()
    {
        Answer(201, Order("a", "wait", Noon));
        var order = new SubmitOrder(new("a"), Btc, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.01m), Price.Of(121_500_000), Money.Zero);

        ListedOrder listed = Value(await _orders.TestAsync(order, CancellationToken.None));
        Assert.Equal((new ClientOrderId("a"), ReportedState.Open), (listed.ClientOrderId, listed.State));
        Assert.Equal(("POST", "/v1/orders/test"), (_venue.Calls[0].Method, _venue.Calls[0].Path));
    }

    [Fact]
    public async Task Find_OfSeveralOrders_NamesThemInBrackets_AndGivesWhatIsKnown()
    {
        Answer(200, $"[{Order("b", "done", Noon)}]");

        IReadOnlyList<ListedOrder> found = Value(await _orders.FindAsync([new("a"), new("b")], CancellationToken.None));
        var expected = new ListedOrder(
            new ClientOrderId("b"), "uuid-b", Btc, OrderSide.Buy, ReportedState.Closed, Price.Of(121_500_000), Quantity.Of(0.01m), Quantity.Of(0.004m), Noon);
        Assert.Equal([expected], found);
        Assert.Equal(("/v1/orders/uuids", "identifiers[]=a&identifiers[]=b"), (_venue.Calls[0].Path, _venue.Calls[0].Query));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _orders.FindAsync([], CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _orders.CancelAsync([.. Enumerable.Range(0, 21).Select(i => new ClientOrderId($"{i}"))], CancellationToken.None));
    }

    [Fact]
    public async Task Cancel_OfSeveralOrders_TellsThemApart()
    {
        Answer(200, Cancelled);
        var expected = new UpbitCancelled(
            ValueList<UpbitNamedOrder>.Of([new("u1", Btc, new ClientOrderId("a"))]), ValueList<UpbitNamedOrder>.Of([new("u2", Symbol.Parse("KRW-ETH"), null)]));

        Assert.Equal(expected, Value(await _orders.CancelAsync([new("a"), new("b")], CancellationToken.None)));
        Assert.Equal(("DELETE", "/v1/orders/uuids", ""), (_venue.Calls[0].Method, _venue.Calls[0].Path, _venue.Calls[0].Body));
    }

    [Fact]
    public async Task CancelOpen_OfOneSide_NamesSideAndMarkets()
    {
        Answer(200, Cancelled);

        Value(await _orders.CancelOpenAsync(OrderSide.Sell, [Btc], 300, CancellationToken.None));
        Assert.Equal(("DELETE", "/v1/orders/open", "cancel_side=ask&pairs=KRW-BTC&count=300"), (_venue.Calls[0].Method, _venue.Calls[0].Path, _venue.Calls[0].Query));
    }

    [Fact]
    public async Task Open_OfManyPages_GivesEachOnce()
    {
        _venue.OnCall = (call, http) =>
        {
            int page = int.Parse(QueryHelpers.ParseQuery(call.Query)["page"]!);
            IEnumerable<int> numbers = page == 1 ? Enumerable.Range(0, 100) : Enumerable.Range(98, 7);
            return FakeUpbit.Answer(http, 200, "[" + string.Join(',', numbers.Select(i => Order($"o{i}", "wait", Noon))) + "]");
        };

        IReadOnlyList<ListedOrder> open = Value(await _orders.GetOpenAsync(null, CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 105).Select(i => $"uuid-o{i}"), open.Select(o => o.VenueOrderId));
        Assert.Equal("states[]=wait&states[]=watch&page=1&limit=100&order_by=asc", _venue.Calls[0].Query);
    }

    [Fact]
    public async Task Closed_SinceThreeWeeks_AsksInWindowsOfAWeek_AndForFullPagesAgain()
    {
        using var rest = new UpbitRest(_venue.Options() with { Time = _time }, new UpbitCounters());
        Timestamp now = Timestamp.From(_time.GetUtcNow());
        Timestamp since = now - TimeSpan.FromDays(20);
        Timestamp[] made = [.. Enumerable.Range(0, 1500).Select(i => since + TimeSpan.FromMinutes(i / 2))];
        _venue.OnCall = (call, http) =>
        {
            var query = QueryHelpers.ParseQuery(call.Query);
            long from = long.Parse(query["start_time"]!);
            long to = query.TryGetValue("end_time", out var end) ? long.Parse(end!) : from + 7 * 86_400_000L;
            Assert.InRange(to - from, 0, 7 * 86_400_000L);
            IEnumerable<string> page = made.Index().Where(m => m.Item.UnixMillis >= from && m.Item.UnixMillis <= to).Take(1000).Select(m => Order($"{m.Index}", "done", m.Item));
            return FakeUpbit.Answer(http, 200, "[" + string.Join(',', page) + "]");
        };

        IReadOnlyList<ListedOrder> closed = Value(await new UpbitOrders(rest).GetClosedAsync(Btc, since, CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => $"uuid-{i}").ToHashSet(), closed.Select(o => o.VenueOrderId).ToHashSet());
        Assert.Equal(1500, closed.Count);
        Assert.Equal(closed.OrderBy(o => o.CreatedAt).Select(o => o.CreatedAt), closed.Select(o => o.CreatedAt));
        Assert.Equal(4, _venue.Calls.Count);
    }

    [Fact]
    public async Task Closed_WithOneWindowFailing_IsNone()
    {
        int calls = 0;
        _venue.OnCall = (_, http) => Interlocked.Increment(ref calls) == 2 ? FakeUpbit.Answer(http, 500, "") : FakeUpbit.Answer(http, 200, "[]");

        Timestamp since = Timestamp.From(DateTimeOffset.UtcNow) - TimeSpan.FromDays(10);
        Assert.Null((await _orders.GetClosedAsync(null, since, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Closed_OfMoreThanAPageInOneMoment_FailsInsteadOfTurningInCircles()
    {
        Timestamp since = Timestamp.From(DateTimeOffset.UtcNow) - TimeSpan.FromDays(1);
        Answer(200, "[" + string.Join(',', Enumerable.Range(0, 1000).Select(i => Order($"{i}", "done", since))) + "]");

        UpbitResult<IReadOnlyList<ListedOrder>> result = await _orders.GetClosedAsync(null, new Timestamp(since.UnixMillis * 1000), CancellationToken.None);
        Assert.Equal(UpbitOutcome.Unreadable, result.Failure?.Outcome);
    }

    [Theory]
    [InlineData("\"side\":\"bid\"", "\"side\":\"both\"")]
    [InlineData("\"state\":\"wait\"", "\"state\":\"odd\"")]
    [InlineData("\"price\":\"121500000\"", "\"price\":\"-1\"")]
    [InlineData("\"executed_volume\":\"0.004\",", "")]
    public async Task List_WithOneUnreadable_IsNoneAtAll(string part, string with)
    {
        Answer(200, $"[{Order("a", "wait", Noon)},{Order("b", "wait", Noon).Replace(part, with)}]");

        Assert.Equal(UpbitOutcome.Unreadable, (await _orders.GetOpenAsync(Btc, CancellationToken.None)).Failure?.Outcome);
    }

    private static T Value<T>(UpbitResult<T> result) where T : class
    {
        Assert.Null(result.Failure);
        return result.Value!;
    }

    private static string Order(string identifier, string state, Timestamp created) => $$"""
        {"market":"KRW-BTC","uuid":"uuid-{{identifier}}","side":"bid","ord_type":"limit","price":"121500000","state":"{{state}}","created_at":"{{created.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(9)):yyyy-MM-dd'T'HH:mm:ss.ffffffzzz}}","volume":"0.01","remaining_volume":"0.006","executed_volume":"0.004","trades_count":1,"identifier":{{JsonSerializer.Serialize(identifier)}}}
        """;

    private void Answer(int status, string body) => _venue.OnCall = (_, http) => FakeUpbit.Answer(http, status, body);
}
