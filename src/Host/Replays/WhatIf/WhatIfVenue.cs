using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>
/// The venue of a replay with changes: an order that was sent then as well is answered as it was then, any other by the matching core over the
/// recorded trades. It has coins and money enough for any order, since the account keeps its own books. Lives through restarts.
/// </summary>
internal sealed class WhatIfVenue : IPort, IVenueListener
{
    private static readonly Money Plenty = Money.Of(1_000_000_000_000_000m);
    private static readonly Quantity PlentyOfCoins = Quantity.Of(1_000_000_000_000m);

    private readonly RecordedOrders _recorded;
    private readonly VenueCore _core;
    private readonly Dictionary<ClientOrderId, ToldOrder> _told = [];
    private readonly Dictionary<Symbol, long> _lastTrade = [];
    private readonly Dictionary<Symbol, ActorRef> _positions = [];
    private VirtualEngine? _engine;
    private ActorRef? _address;
    private long _ids;

    public WhatIfVenue(RecordedOrders recorded, FeeRate fee)
    {
        _recorded = recorded;
        _core = new VenueCore(VenueRules.UpbitKrw with { Fee = fee, FinishedOrdersKept = 10_000 }, Plenty, this, () => $"replay-{++_ids}");
    }

    /// <summary>Orders answered as recorded.</summary>
    public long AnsweredAsRecorded => _told.Count;

    /// <summary>Orders that the matching core filled.</summary>
    public long AnsweredByModel { get; private set; }

    /// <summary>When the next recorded answer comes; null when none waits.</summary>
    public Timestamp? NextDue => _told.Values.Select(t => t.NextDue).Where(d => d is not null).Min();

    private VirtualEngine Engine => _engine ?? throw new InvalidOperationException("no session runs");

    /// <summary>A process starts; its position actors are routed next.</summary>
    public ActorRef Begin(VirtualEngine engine)
    {
        _engine = engine;
        _positions.Clear();
        return _address = engine.OpenPort("execution", this);
    }

    public void Route(Symbol symbol, ActorRef position)
    {
        _positions.Add(symbol, position);
        if (_core.FindMarket(symbol) is null)
            _core.Deposit(_core.AddMarket(symbol), PlentyOfCoins, Money.Zero);
    }

    /// <summary>A recorded trade, before anybody is told of it; repeats are passed over.</summary>
    public void OnTrade(Symbol symbol, in Trade trade)
    {
        if (_core.FindMarket(symbol) is not { } market || (trade.SequentialId != 0 && trade.SequentialId <= _lastTrade.GetValueOrDefault(symbol)))
            return;
        _lastTrade[symbol] = trade.SequentialId;
        _core.OnTrade(market, trade);
    }

    /// <summary>A recorded candle: its close is the last price where no trade has told one.</summary>
    public void OnCandle(Symbol symbol, in Candle candle)
    {
        if (_core.FindMarket(symbol) is { LastPrice.IsSet: false } market)
            _core.OnTrade(market, new Trade(candle.OpenTime, candle.Close, candle.Volume, OrderSide.Buy, SequentialId: 0));
    }

    /// <summary>Gives the recorded answers that are due.</summary>
    public void Tell(Timestamp now)
    {
        foreach (ToldOrder order in _told.Values.Where(t => t.NextDue <= now).ToArray())
            Reply(order.TellNext(now));
    }

    public void Deliver(object message, ActorRef sender)
    {
        switch (message)
        {
            case SubmitOrder m:
                Submit(m);
                break;
            case SubmitReplacement m:
                if (!IsWaiting(m.Replaced))
                {
                    Reply(new SubmitRejected(m.ClientOrderId, m.Symbol, nameof(VenueError.OrderNotFound), "the order to replace has ended"));
                    break;
                }
                Reply(Cancel(m.Replaced, m.Symbol));
                Submit(new SubmitOrder(m.ClientOrderId, m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, Money.Zero));
                break;
            case CancelOrder m:
                Reply(Cancel(m.ClientOrderId, m.Symbol));
                break;
            case LookUpOrder m:
                Reply(Find(m.ClientOrderId, m.Symbol));
                break;
            default:
                throw new InvalidOperationException($"no execution command: {message.GetType().Name}");
        }
    }

    void IVenueListener.OnOrder(VenueOrder order, VenueFill? fill, Timestamp time) => Reply(ReportOf(order));

    private void Submit(SubmitOrder m)
    {
        if (_told.TryGetValue(m.ClientOrderId, out ToldOrder? again))
        {
            Reply(again.Report(Engine.Now));
            return;
        }
        if (_recorded.TakeLike(m, Engine.Now) is { } same)
        {
            _told.Add(m.ClientOrderId, new ToldOrder(m.ClientOrderId, same, Engine.Now));
            return;
        }
        VenueOrderRequest request = new(m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, m.Funds, m.ClientOrderId.Value);
        VenueError error = _core.Place(request, Engine.Now).Error;
        if (error == VenueError.None)
            AnsweredByModel++;
        else if (error == VenueError.DuplicatedIdentifier)
            Reply(Find(m.ClientOrderId, m.Symbol));
        else
            Reply(new SubmitRejected(m.ClientOrderId, m.Symbol, error.ToString(), "refused by the matching model"));
    }

    private IExecutionReply Cancel(ClientOrderId id, Symbol symbol)
    {
        if (_told.TryGetValue(id, out ToldOrder? told))
            return told.Cancel(Engine.Now);
        if (_core.FindByIdentifier(id.Value) is { State: VenueOrderState.Waiting } waiting)
            _core.Cancel(waiting.VenueOrderId, Engine.Now);
        return Find(id, symbol);
    }

    private bool IsWaiting(ClientOrderId id) =>
        _told.TryGetValue(id, out ToldOrder? told) ? told.IsOpen : _core.FindByIdentifier(id.Value) is { State: VenueOrderState.Waiting };

    private IExecutionReply Find(ClientOrderId id, Symbol symbol) =>
        _told.TryGetValue(id, out ToldOrder? told) ? told.Report(Engine.Now)
        : _core.FindByIdentifier(id.Value) is { } order ? ReportOf(order)
        : new OrderNotFound(id, symbol);

    private void Reply(IExecutionReply reply)
    {
        if (_positions.TryGetValue(reply.Symbol, out ActorRef? position))
            Engine.Tell(position, reply, _address);
    }

    private static ExecutionReport ReportOf(VenueOrder order) => new(
        new ClientOrderId(order.Request.Identifier), order.Request.Symbol, order.VenueOrderId,
        order.State == VenueOrderState.Waiting ? ReportedState.Open : ReportedState.Closed, order.Executed,
        [.. order.Fills.Select(f => new ReportedFill(f.TradeId, f.Price, f.Quantity, f.Fee, f.Liquidity, f.Time))],
        order.Fills.Count > 0 ? order.Fills[^1].Time : order.CreatedAt);
}
