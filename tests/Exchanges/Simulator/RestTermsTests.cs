using System.Net;
using System.Text.Json;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Best orders, self-match prevention and what the venue's rules of a date decide.</summary>
public sealed class RestTermsTests
{
    private const string SmpOrder = """{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.004","identifier":"taker"}""";

    [Theory]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"best","price":"1000010","time_in_force":"ioc","identifier":"b"}""", "done")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"best","price":"5000000","time_in_force":"fok","identifier":"b"}""", "cancel")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"best","volume":"0.01","time_in_force":"ioc","identifier":"b"}""", "done")]
    public async Task Best_OfEitherSide_TakesTheBestPriceAlone(string body, string state)
    {
        await using Scene scene = await ThinAsync();
        Scene.Answer answer = await scene.OrderAsync(body);
        JsonElement order = await scene.GetJsonAsync("/v1/order?identifier=b");

        Assert.Equal((HttpStatusCode.Created, "best"), (answer.Status, Text(answer.Json, "ord_type")));
        Assert.Equal(state, Text(order, "state"));
        Assert.True(order.GetProperty("trades").GetArrayLength() <= 1);
        Assert.Equal(body.Contains("price", StringComparison.Ordinal), answer.Json.TryGetProperty("price", out _));
    }

    [Theory]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"best","price":"10000"}""", "invalid_time_in_force")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"best","price":"10000","time_in_force":"post_only"}""", "invalid_time_in_force")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"best","volume":"0.1","time_in_force":"ioc"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"ask","ord_type":"best","price":"10000","time_in_force":"ioc"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.01","smp_type":"none"}""", "validation_error")]
    [InlineData("""{"market":"KRW-BTC","side":"bid","ord_type":"limit","price":"100000000","volume":"0.01","smp_type":"all"}""", "validation_error")]
    public async Task Create_TermsThatDoNotFit_AreRefusedByName(string body, string name)
    {
        await using Scene scene = await ThinAsync();

        Assert.Equal(name, (await scene.OrderAsync(body)).ErrorName);
    }

    [Theory]
    [InlineData(null, "wait trade trade done", null, "0")]
    [InlineData("cancel_maker", "wait prevented cancel", "cancel_maker", "0")]
    [InlineData("cancel_taker", "wait prevented cancel", "cancel_taker", "0.004")]
    [InlineData("reduce", "wait prevented prevented cancel", "reduce", "0.004")]
    public async Task SelfMatch_ByTheTakersChoice_IsToldOnTheStreamAndInTheAnswer(string? smpType, string states, string? shown, string prevented)
    {
        await using Scene scene = await ThinAsync();
        await scene.OrderAsync("""{"market":"KRW-BTC","side":"ask","ord_type":"limit","price":"100000000","volume":"0.006","identifier":"maker"}""");
        using RawSocket socket = await scene.PrivateSocketAsync();
        await socket.SendAsync("""[{"ticket":"t"},{"type":"myOrder"}]""");
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");
        await socket.NextAsync();
        await scene.OrderAsync(smpType is null ? SmpOrder : SmpOrder.Replace("}", $",\"smp_type\":\"{smpType}\"}}", StringComparison.Ordinal));
        var told = new List<JsonElement>();
        foreach (string _ in states.Split(' '))
            told.Add(await socket.NextAsync());

        Assert.Equal(states, string.Join(' ', told.Select(m => Text(m, "state"))));
        JsonElement taker = await scene.GetJsonAsync("/v1/order?identifier=taker");
        Assert.Equal(shown, taker.TryGetProperty("smp_type", out JsonElement value) ? value.GetString() : null);
        Assert.Equal(prevented, Text(taker, "prevented_volume"));
    }

    [Theory]
    [InlineData("2026-11-08", null, null)]
    [InlineData("2026-11-09", null, "cancel_maker")]
    [InlineData("2026-11-09", "none", "none")]
    public async Task SmpType_ByDate_HasItsDefaultAndIsAlwaysShown(string date, string? sent, string? shown)
    {
        await using Scene scene = await ThinAsync(o => o with { RulesDate = DateOnly.Parse(date) });
        JsonElement order = (await scene.OrderAsync(
            sent is null ? SmpOrder : SmpOrder.Replace("}", $",\"smp_type\":\"{sent}\"}}", StringComparison.Ordinal))).Json;

        Assert.Equal(shown, order.TryGetProperty("smp_type", out JsonElement value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData("2025-07-30", "XRP", "700.5", true)]
    [InlineData("2025-07-31", "XRP", "700.5", false)]
    [InlineData("2025-07-31", "XRP", "700", true)]
    [InlineData("2025-07-30", "ADA", "700.5", false)]
    [InlineData("2024-10-01", "ADA", "700.5", true)]
    [InlineData("2024-01-28", "XRP", "700.5", false)]
    [InlineData("2024-01-28", "XRP", "3003", false)]
    [InlineData("2024-01-29", "XRP", "3003", true)]
    [InlineData("2025-03-21", "USDT", "1400.5", true)]
    [InlineData("2025-03-20", "USDT", "1400.5", false)]
    public async Task Ticks_ByDate_AreThoseOfTheTableInForce(string date, string coin, string price, bool isTaken)
    {
        Symbol symbol = Symbol.Parse($"KRW-{coin}");
        await using Scene scene = await Scene.ReplayAsync([(symbol, [Bars.At(0, 5_000, 5_000, 5_000, 5_000, 1)])], o => o with { RulesDate = DateOnly.Parse(date) });
        Scene.Answer answer = await scene.OrderAsync($$"""{"market":"KRW-{{coin}}","side":"bid","ord_type":"limit","price":"{{price}}","volume":"100"}""");

        Assert.Equal(isTaken ? "" : "invalid_price_bid", isTaken && answer.Status == HttpStatusCode.Created ? "" : answer.ErrorName);
    }

    [Theory]
    [InlineData("2026-08-20", 8)]
    [InlineData("2026-08-21", 12)]
    public async Task OrderLimit_ByDate_IsABucketWithItsHeader(string date, int limit)
    {
        var time = new StoppedTime(Scene.Opening.ToDateTimeOffset());
        await using Scene scene = await Scene.SyntheticAsync(o => o with { RulesDate = DateOnly.Parse(date), Limits = new RateLimits(), Time = time });
        for (int i = 1; i <= limit; i++)
            Assert.Equal($"group=order; min={limit * 60}; sec={limit - i}", (await scene.OrderAsync("[]")).Remaining);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await scene.OrderAsync("[]")).Status);
        time.Now += TimeSpan.FromSeconds(1.0 / limit + 0.001);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.OrderAsync("[]")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await scene.OrderAsync("[]")).Status);
    }

    private static async Task<Scene> ThinAsync(Func<LocalExchangeOptions, LocalExchangeOptions>? set = null) =>
        await PrivateSocketTests.SettledAsync(o => (set ?? (x => x))(o with
        {
            OpeningHoldings = [(Bars.Btc, Quantity.Of(1), Money.Zero)],
            Rules = new CoinPilot.Matching.VenueRules { LevelFunds = Money.Of(1_000_010), SpreadTicks = 1 },
        }));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
