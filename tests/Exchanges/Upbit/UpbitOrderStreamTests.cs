using System.Collections.Concurrent;
using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitOrderStreamTests : IAsyncLifetime, IExecutionSink
{
    private readonly UpbitCounters _counters = new();
    private readonly List<IExecutionReply> _reports = [];
    private readonly ConcurrentQueue<(ConnectionState State, string Detail)> _connections = new();
    private readonly ConcurrentQueue<IReadOnlyList<Balance>> _balances = new();
    private readonly CancellationTokenSource _stop = new();
    private FakeUpbit _venue = null!;
    private UpbitRest _rest = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _venue = await FakeUpbit.StartAsync();
        _rest = new UpbitRest(_venue.Options(), _counters);
        _running = new UpbitExecution(_rest).StreamAsync(this, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _rest.Dispose();
        await _venue.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Connection_IsPrivate_Signed_AndWithoutOrigin()
    {
        FakeSocket socket = await _venue.NextSocketAsync();

        Assert.Equal("/websocket/v1/private", socket.Call.Path);
        Assert.StartsWith("Bearer ey", socket.Call.Authorization);
        Assert.False(socket.Call.HasOrigin);
        Assert.Matches("""^\[\{"ticket":"[^"]+"\},\{"type":"myOrder"\},\{"type":"myAsset"\},\{"format":"DEFAULT"\}\]$""", socket.Subscription);
    }

    [Fact]
    public async Task Events_BecomeReports_ThoseWithoutIdentifierAreCounted()
    {
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(Samples.OrderTrade.Replace("\"strat1-000042\"", "null"));
        await socket.SendAsync(Samples.OrderTrade.Replace("\"trade\",\"trade_uuid\":\"6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111\"", "\"wait\",\"trade_uuid\":null"));
        await socket.SendAsync(Samples.OrderTrade);
        await socket.SendAsync(Samples.SimpleOrderDone);
        await Until.TrueAsync(() => Reports.Length == 3);

        Assert.Equal(1, _counters[UpbitCount.ForeignOrderEvents]);
        Assert.Equal([ReportedState.Open, ReportedState.Open, ReportedState.Closed], Reports.Select(r => r.State));
        var fill = new ReportedFill("6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111", Price.Of(121_500_000m), Quantity.Of(0.004m), Money.Of(243m),
            LiquiditySide.Maker, Timestamp.FromUnixMillis(1765432100123));
        Assert.Equal(fill, Assert.Single(Reports[1].Fills));
        Assert.All(Reports, r => Assert.Equal(("strat1-000042", "KRW-BTC"), (r.ClientOrderId.Value, r.Symbol.Code)));
        Assert.Equal((Quantity?)Quantity.Of(0.004m), Reports[2].Executed);
    }

    [Fact]
    public async Task Refusal_IsTold_AndTheSocketComesBackWithAFreshToken()
    {
        FakeSocket first = await _venue.NextSocketAsync();
        await first.SendAsync("""{"error":{"name":"INVALID_AUTH","message":"인증 정보가 올바르지 않습니다."}}""");
        await first.CloseAsync();
        FakeSocket second = await _venue.NextSocketAsync();

        Assert.Contains(_connections, c => c.State == ConnectionState.Disconnected && c.Detail.StartsWith("INVALID_AUTH", StringComparison.Ordinal));
        Assert.NotEqual(first.Call.Authorization, second.Call.Authorization);
        Assert.NotEmpty(second.Subscription);
    }

    [Fact]
    public async Task Balances_ThatChanged_AreTold()
    {
        FakeSocket socket = await _venue.NextSocketAsync();
        await socket.SendAsync(Samples.Asset);
        await Until.TrueAsync(() => !_balances.IsEmpty);

        Assert.Equal([new Balance("KRW", Money.Of(3270635.5m), Money.Of(729364.5m)), new Balance("BTC", Money.Of(0.004m), Money.Zero)], _balances.First());
    }

    bool IExecutionSink.WantsBalances => true;

    void IExecutionSink.OnReport(IExecutionReply report)
    {
        lock (_reports)
            _reports.Add(report);
    }

    void IExecutionSink.OnBalances(IReadOnlyList<Balance> balances, Timestamp venueTime) => _balances.Enqueue(balances);

    void IExecutionSink.OnConnection(ConnectionState state, string detail) => _connections.Enqueue((state, detail));

    private ExecutionReport[] Reports
    {
        get
        {
            lock (_reports)
                return [.. _reports.Cast<ExecutionReport>()];
        }
    }
}
