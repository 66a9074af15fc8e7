using CoinPilot.Actors.Trading;
using CoinPilot.App.Run;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Run;

public sealed class PaperVenueTests : IDisposable
{
    private static readonly Symbol Btc = Symbol.Parse("USDT-BTC");
    private static readonly Timestamp Start = Timestamp.Utc(2025, 12, 11);
    private static readonly Dictionary<Symbol, VenueRules> Rules = new()
    {
        [Btc] = new VenueRules { Fee = new FeeRate(1_000), Ticks = TickSteps.Of(Price.Of(0.01m)), MinimumTotal = Money.Of(5), LevelFunds = Money.Of(15_000) },
    };

    private readonly TemporaryFolder _folder = new();
    private ExchangeBooks _books;
    private PaperVenue _venue;

    public PaperVenueTests() => (_books, _venue) = Open();

    public void Dispose()
    {
        _books.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Buy_AtMarket_FillsOneTickAboveTheRealPriceWithTheVenuesFee()
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000.05m));

        ExecutionReport report = Assert.IsType<ExecutionReport>(await _venue.SubmitAsync(Buy("a", 1_200), default));

        ReportedFill fill = Assert.Single(report.Fills);
        Assert.Equal(Price.Of(60_000.06m), fill.Price);
        Assert.Equal(Money.NotionalDown(fill.Price, fill.Quantity).FeeDown(new FeeRate(1_000)), fill.Fee);
        Assert.Equal(ReportedState.Closed, report.State);
        Assert.Equal(Start + TimeSpan.FromSeconds(1), fill.VenueTime);
        IReadOnlyList<Balance> balances = (await _venue.GetBalancesAsync(default))!;
        Assert.Equal(["USDT", "BTC"], balances.Select(b => b.Currency));
        Assert.Equal(Money.Of(10_000) - Money.NotionalDown(fill.Price, fill.Quantity) - fill.Fee, balances[0].Free);
        Assert.Equal(fill.Quantity.Units, balances[1].Free.Units);
    }

    [Fact]
    public async Task Submit_TheSameIdTwice_IsTheSameOrder()
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000));
        var first = (ExecutionReport)await _venue.SubmitAsync(Buy("a", 1_000), default);
        var second = (ExecutionReport)await _venue.SubmitAsync(Buy("a", 1_000), default);

        Assert.Equal(first.VenueOrderId, second.VenueOrderId);
        Assert.Equal(first.Fills, second.Fills);
        Assert.Single((await _venue.GetClosedOrdersAsync(null, Timestamp.None, default))!);
    }

    [Theory]
    [InlineData(4, nameof(VenueError.UnderMinimumTotal))]
    [InlineData(20_000, nameof(VenueError.InsufficientFunds))]
    public async Task Submit_WhatTheAccountCannot_IsRejectedByName(int funds, string code)
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000));

        Assert.Equal(code, Assert.IsType<SubmitRejected>(await _venue.SubmitAsync(Buy("a", funds), default)).Code);
        Assert.IsType<OrderNotFound>(await _venue.LookUpAsync(new LookUpOrder(new ClientOrderId("a"), Btc), default));
    }

    [Fact]
    public async Task RestingOrder_RealTradeThroughIt_IsFilledAndToldInOrder()
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000));
        await _venue.SubmitAsync(Limit("a", 59_990), default);
        Assert.Single((await _venue.GetOpenOrdersAsync(Btc, default))!);
        _venue.OnTrade(Btc, TradeAt(2, 59_989));

        Reports sink = new(count: 3);
        using CancellationTokenSource stop = new();
        Task stream = _venue.StreamAsync(sink, stop.Token);
        await sink.Done.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await stream;

        Assert.Equal([ReportedState.Open, ReportedState.Open, ReportedState.Closed], sink.All.Select(r => r.State));
        Assert.Equal((Price.Of(59_990), LiquiditySide.Maker), (sink.All[1].Fills[0].Price, sink.All[1].Fills[0].Liquidity));
        Assert.Empty((await _venue.GetOpenOrdersAsync(Btc, default))!);
    }

    [Fact]
    public async Task RestingOrder_CancelledAndReplaced_EndsOnce()
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000));
        await _venue.SubmitAsync(Limit("a", 59_000), default);
        ReplaceReply replaced = await _venue.ReplaceAsync(new ReplaceOrder(new ClientOrderId("a"), Limit("b", 59_100)), default);
        IExecutionReply cancelled = await _venue.CancelAsync(new CancelOrder(new ClientOrderId("b"), Btc), default);

        Assert.Equal(ReportedState.Closed, ((ExecutionReport)replaced.Previous).State);
        Assert.Equal(ReportedState.Open, ((ExecutionReport)replaced.Next).State);
        Assert.Equal(ReportedState.Closed, ((ExecutionReport)cancelled).State);
        Assert.Equal(Money.Of(10_000), (await _venue.GetBalancesAsync(default))![0].Free);
    }

    [Fact]
    public async Task Books_OfAnEarlierRun_StandAgain()
    {
        _venue.OnTrade(Btc, TradeAt(1, 60_000));
        var bought = (ExecutionReport)await _venue.SubmitAsync(Buy("a", 1_000), default);
        await _venue.SubmitAsync(Limit("b", 59_000), default);
        IReadOnlyList<Balance> before = (await _venue.GetBalancesAsync(default))!;
        _books.Dispose();
        (_books, _venue) = Open();

        Assert.Equal(before, await _venue.GetBalancesAsync(default));
        var again = (ExecutionReport)await _venue.LookUpAsync(new LookUpOrder(new ClientOrderId("a"), Btc), default);
        Assert.Equal(bought.Fills, again.Fills);
        Assert.Equal("b", Assert.Single((await _venue.GetOpenOrdersAsync(null, default))!).ClientOrderId!.Value.Value);
    }

    private static Trade TradeAt(int second, decimal price) => new(Start + TimeSpan.FromSeconds(second), Price.Of(price), Quantity.Of(1), OrderSide.Buy, second);

    private static SubmitOrder Buy(string id, decimal funds) =>
        new(new ClientOrderId(id), Btc, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(funds));

    private static SubmitOrder Limit(string id, decimal price) =>
        new(new ClientOrderId(id), Btc, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(0.01m), Price.Of(price), Money.Zero);

    private (ExchangeBooks, PaperVenue) Open()
    {
        ExchangeBooks books = ExchangeBooks.Open(_folder.Path, Money.Of(10_000));
        return (books, new PaperVenue(books, Rules, "USDT", TimeProvider.System));
    }

    private sealed class Reports(int count) : IExecutionSink
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<ExecutionReport> All { get; } = [];

        public Task Done => _done.Task;

        public void OnReport(IExecutionReply report)
        {
            All.Add((ExecutionReport)report);
            if (All.Count == count)
                _done.SetResult();
        }

        public void OnConnection(ConnectionState state, string detail)
        {
        }
    }
}
