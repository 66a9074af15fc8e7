using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>The venue of a backtest behind the execution port: the matching core in the engine's own virtual time, answering at once.</summary>
internal sealed class BacktestVenue : IPort, IVenueListener
{
    private readonly VirtualEngine _engine;
    private readonly Dictionary<Symbol, ActorRef> _positions = [];
    private long _ids;

    public BacktestVenue(VirtualEngine engine, Money cash, FeeRate fee)
    {
        _engine = engine;
        Core = new VenueCore(VenueRules.UpbitKrw with { Fee = fee, FinishedOrdersKept = 1000 }, cash, this, NextId);
        Address = engine.OpenPort("execution", this);
    }

    public VenueCore Core { get; }

    public ActorRef Address { get; }

    public void Route(Symbol symbol, ActorRef position) => _positions.Add(symbol, position);

    public void Deliver(object message, ActorRef sender)
    {
        IExecutionReply? reply = message switch
        {
            SubmitOrder m => Submit(m),
            SubmitReplacement m => Replace(m),
            CancelOrder m => Cancel(m),
            LookUpOrder m => Core.FindByIdentifier(m.ClientOrderId.Value) is { } order ? ReportOf(order) : new OrderNotFound(m.ClientOrderId, m.Symbol),
            _ => throw new InvalidOperationException($"no execution command: {message.GetType().Name}"),
        };
        if (reply is not null)
            _engine.Tell(sender, reply, Address);
    }

    // Every change is told by the listener, once; only a refusal needs an answer of its own.
    public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        if (fill is null && order.State == VenueOrderState.Waiting && order.Request.Type == OrderType.Market)
            return;
        _engine.Tell(_positions[order.Request.Symbol], ReportOf(order), Address);
    }

    private SubmitRejected? Submit(SubmitOrder m)
    {
        VenueOrderRequest request = new(m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, m.Funds, m.ClientOrderId.Value);
        VenueError error = Core.Place(request, _engine.Now).Error;
        return error == VenueError.None ? null : new SubmitRejected(m.ClientOrderId, m.Symbol, error.ToString(), "refused by the simulated venue");
    }

    private SubmitRejected? Replace(SubmitReplacement m)
    {
        if (Core.FindByIdentifier(m.Replaced.Value) is not { } old || Core.Cancel(old.VenueOrderId, _engine.Now).Error != VenueError.None)
            return new SubmitRejected(m.ClientOrderId, m.Symbol, nameof(VenueError.OrderNotFound), "the order to replace has ended");
        return Submit(new SubmitOrder(m.ClientOrderId, m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, Money.Zero));
    }

    private OrderNotFound? Cancel(CancelOrder m)
    {
        VenueOrder? order = Core.FindByIdentifier(m.ClientOrderId.Value);
        bool cancelled = order is not null && Core.Cancel(order.VenueOrderId, _engine.Now).Error == VenueError.None;
        return cancelled ? null : new OrderNotFound(m.ClientOrderId, m.Symbol);
    }

    private static ExecutionReport ReportOf(VenueOrder order) => new(
        new ClientOrderId(order.Request.Identifier), order.Request.Symbol, order.VenueOrderId,
        order.State == VenueOrderState.Waiting ? ReportedState.Open : ReportedState.Closed, order.Executed,
        [.. order.Fills.Select(f => new ReportedFill(f.TradeId, f.Price, f.Quantity, f.Fee, f.Liquidity, f.Time))],
        order.Fills.Count > 0 ? order.Fills[^1].Time : order.CreatedAt);

    private string NextId() => $"v{++_ids}";
}
