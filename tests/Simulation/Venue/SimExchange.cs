using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Venue;

/// <summary>The exchange: the matching core in the same virtual time, and the private stream on which it reports orders.</summary>
internal sealed class SimExchange : IVenueListener
{
    private readonly VirtualClock _clock;
    private readonly Conditions _conditions;
    private readonly Action<Symbol, IExecutionReply> _stream;
    private readonly Action<VenueOrder, VenueFill?> _heard;
    private readonly Dictionary<Symbol, Timestamp> _lastReport = [];
    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private long _ids;

    public SimExchange(VirtualClock clock, Conditions conditions, Action<Symbol, IExecutionReply> stream, Action<VenueOrder, VenueFill?> heard)
    {
        _clock = clock;
        _conditions = conditions;
        _stream = stream;
        _heard = heard;
        // Thin levels, so that an order has several fills.
        Core = new VenueCore(VenueRules.UpbitKrw with { LevelFunds = Money.Of(700_000) }, Scenario.Cash, this, () => $"v{++_ids}");
    }

    public VenueCore Core { get; }

    /// <summary>Every order that there ever was, as it stands.</summary>
    public IReadOnlyList<VenueOrder> Orders => [.. _orders.Values.OrderBy(o => o.CreatedAt).ThenBy(o => o.VenueOrderId, StringComparer.Ordinal)];

    /// <summary>The exchange's answer to a request that has just reached it.</summary>
    public IExecutionReply Handle(IExecutionCommand command) => command switch
    {
        SubmitOrder m => Submit(m),
        SubmitReplacement m => Replace(m),
        CancelOrder m => Cancel(m),
        LookUpOrder m => LookUp(m),
        _ => throw new InvalidOperationException($"no execution command: {command.GetType().Name}"),
    };

    public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        _orders[order.VenueOrderId] = order;
        _heard(order, fill);
        ReportedFill[] fills = fill is null ? [] : [ReportOf(fill)];
        ExecutionReport report = ReportOf(order) with { Fills = fills };
        if (_conditions.Strikes(FaultKind.ReportsLost))
            return;
        Stream(report);
        if (_conditions.Strikes(FaultKind.ReportsRepeated))
            Stream(report);
    }

    private void Stream(ExecutionReport report)
    {
        Timestamp at = _clock.Now + _conditions.Between(1, 10);
        if (_conditions.Strikes(FaultKind.ReportsReordered))
            at += _conditions.Between(1, 3_000);
        else if (_lastReport.TryGetValue(report.Symbol, out Timestamp last) && at <= last)
            at = new Timestamp(last.UnixMicros + 1);
        _lastReport[report.Symbol] = at;
        _clock.At(at, () => _stream(report.Symbol, report));
    }

    private IExecutionReply Submit(SubmitOrder m)
    {
        if (_conditions.Strikes(FaultKind.VenueRefuses))
            return new SubmitRejected(m.ClientOrderId, m.Symbol, nameof(VenueError.MarketOffline), "closed");
        VenueOrderRequest request = new(m.Symbol, m.Side, m.Type, m.TimeInForce, m.Quantity, m.Price, m.Funds, m.ClientOrderId.Value);
        (VenueError error, VenueOrder? order) = Core.Place(request, _clock.Now);
        return error switch
        {
            // The answer to creating an order tells nothing of its fills.
            VenueError.None => new ExecutionReport(m.ClientOrderId, m.Symbol, order!.VenueOrderId, ReportedState.Open, null, [], order.CreatedAt),
            VenueError.DuplicatedIdentifier => new SubmitAmbiguous(m.ClientOrderId, m.Symbol, "the venue has an order of this id"),
            _ => new SubmitRejected(m.ClientOrderId, m.Symbol, error.ToString(), "refused"),
        };
    }

    // One request: the new order is made of what the cancelled one leaves, and not at all where it had ended.
    private IExecutionReply Replace(SubmitReplacement m)
    {
        if (Core.FindByIdentifier(m.ClientOrderId.Value) is not null)
            return new SubmitAmbiguous(m.ClientOrderId, m.Symbol, "the venue has an order of this id");
        if (Core.FindByIdentifier(m.Replaced.Value) is not { } old || Core.Cancel(old.VenueOrderId, _clock.Now).Order is not { } ended)
            return new SubmitRejected(m.ClientOrderId, m.Symbol, nameof(VenueError.OrderNotFound), "the order to replace has ended");
        Quantity rest = Quantity.Min(m.Quantity, ended.Request.Quantity - ended.Executed);
        return Submit(new SubmitOrder(m.ClientOrderId, m.Symbol, m.Side, m.Type, m.TimeInForce, rest, m.Price, Money.Zero));
    }

    private IExecutionReply Cancel(CancelOrder m) =>
        Core.FindByIdentifier(m.ClientOrderId.Value) is { } order && Core.Cancel(order.VenueOrderId, _clock.Now).Order is { } cancelled
            ? ReportOf(cancelled)
            : new OrderNotFound(m.ClientOrderId, m.Symbol);

    private IExecutionReply LookUp(LookUpOrder m) =>
        Core.FindByIdentifier(m.ClientOrderId.Value) is { } order ? ReportOf(order) : new OrderNotFound(m.ClientOrderId, m.Symbol);

    private static ExecutionReport ReportOf(VenueOrder order) => new(
        new ClientOrderId(order.Request.Identifier), order.Request.Symbol, order.VenueOrderId,
        order.State == VenueOrderState.Waiting ? ReportedState.Open : ReportedState.Closed, order.Executed,
        [.. order.Fills.Select(ReportOf)], order.Fills.Count > 0 ? order.Fills[^1].Time : order.CreatedAt);

    private static ReportedFill ReportOf(VenueFill f) => new(f.TradeId, f.Price, f.Quantity, f.Fee, f.Liquidity, f.Time);
}
