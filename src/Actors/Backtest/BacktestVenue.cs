using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>
/// The venue of a backtest behind the execution port: the matching core in the engine's own virtual time. What is sent arrives, and what happens is told,
/// after the latency of orders; in the order in which it was sent.
/// </summary>
internal sealed class BacktestVenue : IPort, IVenueListener
{
    private readonly VirtualEngine _engine;
    private readonly TimeSpan _latency;
    private readonly Dictionary<Symbol, ActorRef> _positions = [];
    private long _ids;

    public BacktestVenue(VirtualEngine engine, Money cash, ExecutionTerms terms)
    {
        _engine = engine;
        _latency = terms.Latency.Order;
        Core = new VenueCore(terms.Rules with { FinishedOrdersKept = 1000 }, cash, this, NextId);
        Address = engine.OpenPort("execution", this);
    }

    public VenueCore Core { get; }

    public ActorRef Address { get; }

    public void Route(Symbol symbol, ActorRef position) => _positions.Add(symbol, position);

    public void Deliver(object message, ActorRef sender)
    {
        if (_latency == TimeSpan.Zero)
            Take((IExecutionCommand)message, sender);
        else
            _engine.Clock.At(_engine.Now + _latency, () => Take((IExecutionCommand)message, sender));
    }

    // Every change is told by the listener, once; only a refusal needs an answer of its own.
    public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        if (fill is null && order.State == VenueOrderState.Waiting && order.Request.Type == OrderType.Market)
            return;
        Tell(_positions[order.Request.Symbol], ReportOf(order));
    }

    private void Take(IExecutionCommand command, ActorRef sender)
    {
        IExecutionReply? reply = command switch
        {
            SubmitOrder m => Submit(m),
            SubmitReplacement m => Replace(m),
            CancelOrder m => Cancel(m),
            LookUpOrder m => Core.FindByIdentifier(m.ClientOrderId.Value) is { } order ? ReportOf(order) : new OrderNotFound(m.ClientOrderId, m.Symbol),
            _ => throw new InvalidOperationException($"no execution command: {command.GetType().Name}"),
        };
        if (reply is not null)
            Tell(sender, reply);
    }

    private void Tell(ActorRef to, object news)
    {
        if (_latency == TimeSpan.Zero)
            _engine.Tell(to, news, Address);
        else
            _engine.Clock.At(_engine.Now + _latency, () => _engine.Tell(to, news, Address));
    }

    private SubmitRejected? Submit(SubmitOrder m)
    {
        VenueOrderRequest request = new(m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, m.Funds, m.ClientOrderId.Value);
        VenueError error = Core.Place(request, _engine.Now).Error;
        return error == VenueError.None ? null : new SubmitRejected(m.ClientOrderId, m.Symbol, error.ToString(), "refused by the simulated venue");
    }

    // What was filled while the request was under way is no part of the new order.
    private SubmitRejected? Replace(SubmitReplacement m)
    {
        VenueOrder? ended = Core.FindByIdentifier(m.Replaced.Value) is { } old ? Core.Cancel(old.VenueOrderId, _engine.Now).Order : null;
        if (ended is null)
            return new SubmitRejected(m.ClientOrderId, m.Symbol, nameof(VenueError.OrderNotFound), "the order to replace has ended");
        Quantity left = Quantity.Min(m.Quantity, ended.Request.Quantity - ended.Executed - ended.Prevented.Volume);
        return Submit(new SubmitOrder(m.ClientOrderId, m.Symbol, m.Side, m.Type, m.TimeInForce, left, m.Price, Money.Zero));
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
