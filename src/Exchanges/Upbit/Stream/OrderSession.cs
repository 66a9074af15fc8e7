using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>One call of <see cref="UpbitExecution.StreamAsync"/>: the private socket's order events as reports.</summary>
internal sealed class OrderSession(UpbitRest rest, IExecutionSink sink) : IUpbitSocketHandler, IUpbitFrameSink
{
    private readonly UpbitOptions _options = rest.Options;
    private readonly UpbitCounters _counters = rest.Counters;
    private readonly UpbitFrames _frames = new(new UpbitCodes([]), rest.Counters);
    private MalformedLog? _malformed;
    private UpbitSocket? _socket;
    private string? _refusal;
    private bool _works;

    public Task RunAsync(CancellationToken cancellation)
    {
        _malformed = new MalformedLog(_options, _frames);
        _socket = new UpbitSocket(
            rest, _options.PrivateSocket, isPrivate: true, UpbitSubscription.Account(_options.Nonce(), sink.WantsBalances));
        return _socket.RunAsync(this, cancellation);
    }

    void IUpbitSocketHandler.OnConnecting()
    {
        _refusal = null;
        sink.OnConnection(ConnectionState.Connecting, _options.PrivateSocket.ToString());
    }

    void IUpbitSocketHandler.OnOpen() => sink.OnConnection(ConnectionState.Connected, "order events");

    bool IUpbitSocketHandler.OnFrame(ReadOnlySpan<byte> frame)
    {
        _works = false;
        _frames.Read(frame, this);
        _malformed?.Check(frame);
        return _works;
    }

    Task IUpbitSocketHandler.OnClosedAsync(string reason)
    {
        sink.OnConnection(ConnectionState.Disconnected, _refusal ?? reason);
        return Task.CompletedTask;
    }

    void IUpbitFrameSink.OnOrder(in UpbitOrderEvent order)
    {
        _works = true;
        ReportedState? state = order.State switch
        {
            "wait" or "watch" or "trade" or "prevented" => ReportedState.Open,
            "done" or "cancel" => ReportedState.Closed,
            _ => null,
        };
        if (state is not { } known || order.Identifier is not { Length: > 0 } identifier)
        {
            _counters.Add(UpbitCount.ForeignOrderEvents);
            return;
        }
        sink.OnReport(new ExecutionReport(
            new ClientOrderId(identifier), order.Symbol, order.Uuid, known, order.Executed, Fills(order), order.VenueTime));
    }

    private ReportedFill[] Fills(in UpbitOrderEvent order)
    {
        if (order.TradeUuid is not { } tradeId)
            return [];
        Money fee = order.FillFee ?? Money.NotionalDown(order.FillPrice, order.FillQuantity).FeeDown(_options.FeeRate);
        LiquiditySide liquidity = order.IsMaker ? LiquiditySide.Maker : LiquiditySide.Taker;
        return [new ReportedFill(tradeId, order.FillPrice, order.FillQuantity, fee, liquidity, order.FillTime)];
    }

    void IUpbitFrameSink.OnAssets(UpbitAssetEvent assets)
    {
        _works = true;
        sink.OnBalances(assets.Balances, assets.AssetTime);
    }

    void IUpbitFrameSink.OnError(string name, string message)
    {
        _refusal = $"{name} {message}";
        _options.Log($"order events refused: {_refusal}");
    }

    void IUpbitFrameSink.OnStatus()
    {
        _works = true;
        _socket?.ExpectStatus();
    }

    void IUpbitFrameSink.OnTrade(int symbol, in Trade trade, Timestamp venueTime)
    {
        // Never on the private socket.
    }

    void IUpbitFrameSink.OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime)
    {
        // Never on the private socket.
    }
}
