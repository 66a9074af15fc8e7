using System.Text.Json;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Contract;
using CoinPilot.Tests.Exchanges.Simulator;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Soak;

/// <summary>Upbit's clients on the local exchange for an hour of its time, with every kind of fault at once.</summary>
public sealed class SoakTests : IAsyncLifetime
{
    // Lost frames cannot be told from a quiet market; so the silent socket is dropped at the end of its silence.
    // Candles are late by less than the client waits: beyond that only a trade tells that one is missing, and that may be held back too.
    private const string Faults = """
        {"seed":7,"faults":[
        {"fault":"drop_socket","socket":"public","probability":0.001,"count":6,"duration_s":3480},
        {"fault":"drop_socket","socket":"private","probability":0.01,"count":5,"duration_s":3480},
        {"fault":"mute_socket","socket":"public","after_s":1200,"duration_s":240},
        {"fault":"drop_socket","socket":"public","after_s":1440,"count":1},
        {"fault":"mute_socket","socket":"private","probability":0.05,"duration_s":3480},
        {"fault":"idle_timeout","ms":400,"after_s":1200,"duration_s":240},
        {"fault":"duplicate_trade","probability":0.1,"duration_s":3480},
        {"fault":"reorder_trade","probability":0.1,"duration_s":3480},
        {"fault":"late_candle","ms":300,"probability":0.2,"duration_s":3480},
        {"fault":"slow_answer","ms":100,"probability":0.1,"duration_s":3480},
        {"fault":"slow_answer","ms":900,"group":"order","probability":0.3,"count":4,"duration_s":3480},
        {"fault":"answer_status","status":500,"group":"default","probability":0.1,"duration_s":3480},
        {"fault":"answer_status","status":502,"endpoint":"POST /v1/orders","probability":0.15,"duration_s":3480},
        {"fault":"answer_status","status":429,"group":"order","count":2,"after_s":300,"duration_s":3180},
        {"fault":"answer_status","status":418,"group":"default","count":1,"after_s":1800,"duration_s":1680},
        {"fault":"accept_unanswered","endpoint":"POST /v1/orders","probability":0.15,"duration_s":3480},
        {"fault":"accept_unanswered","endpoint":"POST /v1/orders/cancel_and_new","status":502,"probability":0.4,"duration_s":3480},
        {"fault":"refuse_order","probability":0.2,"duration_s":3480},
        {"fault":"maintenance","after_s":2400,"duration_s":120},
        {"fault":"clock_skew","ms":-5000,"after_s":600,"duration_s":400},
        {"fault":"clock_skew","ms":500,"after_s":2800,"duration_s":600}]}
        """;

    private static readonly Timestamp End = Scene.Opening + TimeSpan.FromHours(1);

    private readonly SoakSink _sink = new();
    private readonly AccountWatch _account = new();
    private readonly CancellationTokenSource _stop = new();
    private Scene _scene = null!;
    private UpbitRest _rest = null!;
    private UpbitExecution _execution = null!;
    private Task _streams = Task.CompletedTask;
    private IReadOnlyList<Symbol> _symbols = [];

    public async ValueTask InitializeAsync()
    {
        HourMarket market = new(new SyntheticMarket(seed: 5, start: Scene.Opening, historyMinutes: 60), End + TimeSpan.FromMinutes(3));
        _symbols = market.Symbols;
        _scene = await Scene.StartAsync(market, o => o with
        {
            Speed = 120, Keys = new ExchangeKeys("soak-key", "soak-secret"), FaultScenario = Faults,
            OpeningHoldings = [.. _symbols.Select(s => (s, Quantity.Of(1_000_000), Money.Of(1_000)))],
        });
        _rest = new UpbitRest(UpbitOptions.For(_scene.Exchange.Uri, new UpbitCredentials("soak-key", "soak-secret")) with
        {
            FirstBackoff = TimeSpan.FromMilliseconds(20), LongestBackoff = TimeSpan.FromMilliseconds(100),
            RequestTimeout = TimeSpan.FromMilliseconds(500), BlockTime = TimeSpan.FromMilliseconds(300),
        }, new UpbitCounters());
        _execution = new UpbitExecution(_rest);
        Timestamp[] after = [.. _symbols.Select(_ => Scene.Opening - TimeSpan.FromMinutes(1))];
        _streams = Task.WhenAll(
            new UpbitMarketData(_rest).StreamAsync(_symbols, after, _sink, _stop.Token), _execution.StreamAsync(_account, _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _streams.WaitAsync(TimeSpan.FromSeconds(20));
        _rest.Dispose();
        await _scene.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Client_UnderAllFaultsForAnHour_EndsEqualToTheExchange()
    {
        SoakTrader trader = new(_execution, _sink, _symbols);
        await Until.TrueAsync(() => _sink.Books.Count == _symbols.Count);
        while (_scene.Exchange.Now < End)
            await trader.ActAsync();
        await _scene.Exchange.Tape.WaitAsync(TimeSpan.FromSeconds(60));

        await EveryFaultStruckAsync();
        for (int i = 0; i < _symbols.Count; i++)
        {
            await CandlesAreEqualAsync(i);
            await BooksAreEqualAsync(i);
            long[] trades = [.. _sink.Trades.Where(t => t.Symbol == i).Select(t => t.Number)];
            Assert.Equal(trades.Distinct().Order(), trades);
        }
        await OrdersAreEqualAsync(trader);
        await BalancesAreEqualAsync();
    }

    private async Task EveryFaultStruckAsync()
    {
        JsonElement[] faults = [.. (await _scene.GetJsonAsync("/control/faults")).EnumerateArray()];
        Assert.Empty(faults.Where(f => f.GetProperty("struck").GetInt32() == 0).Select(f => f.GetRawText()));
        IEnumerable<string> kinds = Enum.GetNames<FaultKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        Assert.Empty(kinds.Except(faults.Select(f => f.GetProperty("fault").GetString()!)));
    }

    private async Task CandlesAreEqualAsync(int symbol)
    {
        await Until.TrueAsync(() => _sink.Candles.Any(c => c.Symbol == symbol && c.Candle.OpenTime >= End));
        string to = Uri.EscapeDataString(End.ToString());
        JsonElement told = await _scene.GetJsonAsync($"/v1/candles/minutes/1?market={_symbols[symbol]}&count=60&to={to}");
        string[] fields = ["opening_price", "high_price", "low_price", "trade_price", "candle_acc_trade_volume"];
        string[] expected = [.. told.EnumerateArray().Reverse()
            .Where(c => string.CompareOrdinal(c.GetProperty("candle_date_time_utc").GetString(), Minute(Scene.Opening)) >= 0)
            .Select(c => $"{c.GetProperty("candle_date_time_utc")} {string.Join(' ', fields.Select(f => Plain(c.GetProperty(f).GetDecimal())))}")];
        Candle[] seen = [.. _sink.Candles.Where(c => c.Symbol == symbol && c.Candle.OpenTime < End).Select(c => c.Candle)];
        Assert.InRange(expected.Length, 50, 60);
        Assert.Equal(expected, seen.Select(c =>
            $"{Minute(c.OpenTime)} {Plain(c.Open.ToDecimal())} {Plain(c.High.ToDecimal())} {Plain(c.Low.ToDecimal())} {Plain(c.Close.ToDecimal())} {Plain(c.Volume.ToDecimal())}"));
    }

    private async Task BooksAreEqualAsync(int symbol)
    {
        string Seen(IEnumerable<BookLevel> levels) => string.Join(' ', levels.Select(l => $"{Plain(l.Price.ToDecimal())}:{Plain(l.Quantity.ToDecimal())}"));
        string Told(JsonElement[] units, string side) =>
            string.Join(' ', units.Select(u => $"{Plain(u.GetProperty(side + "_price").GetDecimal())}:{Plain(u.GetProperty(side + "_size").GetDecimal())}"));
        JsonElement book = (await _scene.GetJsonAsync($"/v1/orderbook?markets={_symbols[symbol]}&count=15"))[0];
        JsonElement[] units = [.. book.GetProperty("orderbook_units").EnumerateArray()];
        string expected = Told(units, "ask") + " | " + Told(units, "bid");
        await Until.TrueAsync(() => Seen(_sink.Books[symbol].Asks) + " | " + Seen(_sink.Books[symbol].Bids) == expected, expected);
    }

    private async Task OrdersAreEqualAsync(SoakTrader trader)
    {
        Dictionary<string, JsonElement> own = (await _scene.GetJsonAsync("/control/orders")).EnumerateArray().ToDictionary(o => o.GetProperty("identifier").GetString()!);
        Assert.True(own.Count > 50, $"{own.Count} orders");
        Assert.Equal(own.Keys.Order(StringComparer.Ordinal), trader.Placed.Select(o => o.ClientOrderId.Value).Order(StringComparer.Ordinal));
        foreach (SubmitOrder order in trader.Placed)
        {
            ExecutionReport record = Assert.IsType<ExecutionReport>(await _execution.LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), _stop.Token));
            JsonElement told = own[order.ClientOrderId.Value];
            Assert.Equal(told.GetProperty("uuid").GetString(), record.VenueOrderId);
            Assert.Equal(told.GetProperty("state").GetString() is "wait" ? ReportedState.Open : ReportedState.Closed, record.State);
            string[] fills = [.. told.GetProperty("fills").EnumerateArray().Select(f => string.Join(' ',
                f.GetProperty("uuid").GetString(), Number(f, "price"), Number(f, "volume"), Number(f, "fee"))).Order(StringComparer.Ordinal)];
            Assert.Equal(fills, record.Fills.Select(Text).Order(StringComparer.Ordinal));
            string[] streamed = [.. _account.Of(order.ClientOrderId).SelectMany(r => r.Fills).Select(Text)];
            Assert.Equal(streamed.Distinct(), streamed);
            Assert.Empty(streamed.Except(fills));
        }
    }

    private async Task BalancesAreEqualAsync()
    {
        Dictionary<string, Balance> seen = (await _execution.GetBalancesAsync(_stop.Token))!.ToDictionary(b => b.Currency);
        JsonElement state = await _scene.GetJsonAsync("/control/state");
        Assert.Equal((Number(state, "cash"), Number(state, "cash_locked")), (Plain(seen["KRW"].Free.ToDecimal()), Plain(seen["KRW"].Locked.ToDecimal())));
        JsonElement[] orders = [.. (await _scene.GetJsonAsync("/control/orders")).EnumerateArray()];
        foreach (Symbol symbol in _symbols)
        {
            decimal held = 1_000_000 + orders.Where(o => o.GetProperty("market").GetString() == symbol.Code)
                .Sum(o => decimal.Parse(o.GetProperty("executed_volume").GetString()!) * (o.GetProperty("side").GetString() == "bid" ? 1 : -1));
            Assert.Equal(held, seen[symbol.Base].Free.ToDecimal() + seen[symbol.Base].Locked.ToDecimal());
        }
    }

    private static string Text(ReportedFill f) => $"{f.TradeId} {Plain(f.Price.ToDecimal())} {Plain(f.Quantity.ToDecimal())} {Plain(f.Fee.ToDecimal())}";

    private static string Number(JsonElement json, string name) => Plain(decimal.Parse(json.GetProperty(name).GetString()!));

    private static string Plain(decimal value) => value.ToString("0.##########");

    private static string Minute(Timestamp time) => time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ss");
}
