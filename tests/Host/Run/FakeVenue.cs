using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Run;

/// <summary>A venue in this process: its market moves when the test says so, and every order fills at once at its last price.</summary>
internal sealed class FakeVenue : IMarketDataVenue, IExecutionVenue
{
    private readonly TaskCompletionSource<IMarketDataSink> _sink = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Price _last = Price.Of(1_000);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Money> _coins = new(StringComparer.Ordinal);
    private Money _cash = Money.Of(10_000_000);

    /// <summary>Coins that the account has from the start.</summary>
    public void Give(Symbol symbol, Quantity quantity) => _coins[symbol.Base] = new Money(quantity.Units);

    private Timestamp _minute = Timestamp.Utc(2025, 9, 1);

    public Task<IReadOnlyList<Symbol>> GetMarketsAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The candles that it has of the past, oldest first.</summary>
    public IReadOnlyList<Candle> Past { get; init; } = [];

    public Task<IReadOnlyList<Candle>> GetCandlesAsync(Symbol symbol, Timestamp? before, int count, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Candle>>([.. Past.TakeLast(count)]);

    public async Task StreamAsync(
        IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> afterOpenTimes, IMarketDataSink sink, CancellationToken cancellation)
    {
        sink.OnConnection(ConnectionState.Connected, "");
        _sink.SetResult(sink);
        await ForeverAsync(cancellation);
    }

    /// <summary>One more minute closes, for the first symbol, at the last price or another.</summary>
    public async Task CloseMinuteAsync(Price? close = null)
    {
        IMarketDataSink sink = await _sink.Task;
        _last = close ?? _last;
        _minute += TimeSpan.FromMinutes(1);
        sink.OnClosedCandle(0, new Candle(_minute, _last, _last, _last, _last, Quantity.Of(1)), 1);
    }

    /// <summary>A trade of others, of the first symbol.</summary>
    public async Task TradeAsync(Trade trade) => (await _sink.Task).OnTrade(0, trade);

    public Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation)
    {
        Quantity quantity = order.Side == OrderSide.Buy ? order.Funds.QuantityDown(_last) : order.Quantity;
        Money funds = Money.NotionalDown(_last, quantity), fee = funds.FeeDown(FeeRate.UpbitKrw);
        lock (_gate)
        {
            bool buy = order.Side == OrderSide.Buy;
            _cash += (buy ? -funds : funds) - fee;
            _coins[order.Symbol.Base] = _coins.GetValueOrDefault(order.Symbol.Base) + new Money(buy ? quantity.Units : -quantity.Units);
        }
        ReportedFill fill = new("t-" + order.ClientOrderId.Value, _last, quantity, fee, LiquiditySide.Taker, _minute);
        return Task.FromResult<IExecutionReply>(new ExecutionReport(
            order.ClientOrderId, order.Symbol, "v-" + order.ClientOrderId.Value, ReportedState.Closed, quantity, [fill], _minute));
    }

    public Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation) =>
        Task.FromResult<IExecutionReply>(new OrderNotFound(order.ClientOrderId, order.Symbol));

    public Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation) =>
        Task.FromResult<IExecutionReply>(new OrderNotFound(order.ClientOrderId, order.Symbol));

    /// <summary>Somebody moves money in by hand, or out.</summary>
    public void Transfer(decimal amount)
    {
        lock (_gate)
            _cash += Money.Of(amount);
    }

    public Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Balance>?>(
                [new Balance("KRW", _cash, Money.Zero), .. _coins.Select(c => new Balance(c.Key, c.Value, Money.Zero))]);
        }
    }

    public Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation) => NoneAsync();

    public Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation) => NoneAsync();

    // Its orders end at once, and their own answer tells of all their fills.
    private static Task<IReadOnlyList<ListedOrder>?> NoneAsync() => Task.FromResult<IReadOnlyList<ListedOrder>?>([]);

    public Task StreamAsync(IExecutionSink sink, CancellationToken cancellation)
    {
        sink.OnConnection(ConnectionState.Connected, "");
        return ForeverAsync(cancellation);
    }

    private static Task ForeverAsync(CancellationToken cancellation) => new TaskCompletionSource().Task.WaitAsync(cancellation);
}
