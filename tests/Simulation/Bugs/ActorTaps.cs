using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Simulation.Taps;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Bugs;

/// <summary>The position sends an order while its intent is still being journaled.</summary>
internal sealed class SendsBeforePersist : Tap
{
    private readonly HashSet<ClientOrderId> _sent = [];
    private ActorRef? _execution;

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        if (_execution is not null && events is [OrderIntended e, ..] && _sent.Add(e.ClientOrderId))
            context.Send(_execution, new SubmitOrder(e.ClientOrderId, e.Symbol, e.Side, e.Type, e.TimeInForce, e.Quantity, e.Price, e.Funds));
        context.Persist(events, then);
    }

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is IExecutionCommand)
            _execution = to;
        if (message is not SubmitOrder m || !_sent.Remove(m.ClientOrderId))
            context.Send(to, message);
    }
}

/// <summary>The identifier that the venue sees is made from the clock when the order is sent.</summary>
internal sealed class IdentifierFromClock : Tap
{
    private readonly Dictionary<string, ClientOrderId> _ours = new(StringComparer.Ordinal);

    public override void Send(IActorContext context, ActorRef to, object message) => context.Send(to, message switch
    {
        SubmitOrder m => m with { ClientOrderId = IdOf(m, context.Now) },
        _ => message,
    });

    public override object? OnReceive(object message, IActorContext context) =>
        message is ExecutionReport r && _ours.TryGetValue(r.ClientOrderId.Value, out ClientOrderId ours) ? r with { ClientOrderId = ours } : message;

    private ClientOrderId IdOf(SubmitOrder m, Timestamp now)
    {
        string id = $"{m.Symbol.Code}-{now.UnixMillis.ToString(CultureInfo.InvariantCulture)}";
        _ours[id] = m.ClientOrderId;
        return new ClientOrderId(id);
    }
}

/// <summary>Risk gives a reservation back as soon as its order is placed; once the order is journaled it is given back again.</summary>
internal sealed class ReleasesTwice : Tap
{
    private ActorRef? _portfolio;

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is ReserveExposure)
            _portfolio = to;
        context.Send(to, message);
        if (message is PlaceOrder { ReservationId.Length: > 0 } placed)
            context.Send(_portfolio!, new ReleaseExposure(placed.ReservationId));
    }
}

/// <summary>A report's trades are booked whether they were booked before or not.</summary>
internal sealed class BooksTradesTwice : Tap
{
    private int _seen;

    public override object? OnReceive(object message, IActorContext context) => message is ExecutionReport r
        ? r with { Fills = [.. r.Fills.Select(f => f with { TradeId = $"{f.TradeId}#{++_seen}" })] }
        : message;

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then) =>
        context.Persist([.. events.Select(e => e is OrderExecuted x ? x with { TradeId = x.TradeId[..x.TradeId.IndexOf('#', StringComparison.Ordinal)] } : e)], then);
}

/// <summary>After an answer that settles nothing, the order is sent again as a new one.</summary>
internal sealed class ResendsAsNew : Tap
{
    private readonly HashSet<ClientOrderId> _sent = [];

    public override void Send(IActorContext context, ActorRef to, object message) => context.Send(
        to, message is SubmitOrder m && !_sent.Add(m.ClientOrderId) ? m with { ClientOrderId = new ClientOrderId(m.ClientOrderId.Value + "-again") } : message);
}

/// <summary>After a start, nobody asks the venue about the orders left open.</summary>
internal sealed class ForgetsToLookUp : Tap
{
    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is not LookUpOrder)
            context.Send(to, message);
    }
}

/// <summary>The portfolio adds up what it is told as if it were told changes.</summary>
internal sealed class AddsTotalsUp : Tap
{
    private readonly Dictionary<Symbol, PositionSummary> _last = [];

    public override object? OnReceive(object message, IActorContext context)
    {
        if (message is not PositionSummary m)
            return message;
        if (_last.TryGetValue(m.Symbol, out PositionSummary? last) && m.Sequence <= last.Sequence)
            m = m with { CashFlow = m.CashFlow + last.CashFlow };
        return _last[m.Symbol] = m;
    }
}

/// <summary>The kill switch is kept in memory only.</summary>
internal sealed class ForgetsKillSwitch : Tap
{
    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        if (events is [KillSwitchEngaged or KillSwitchReleased])
        {
            ((IEventSourced)actor).Apply(events[0]);
            then?.Invoke(context);
        }
        else
        {
            context.Persist(events, then);
        }
    }
}

/// <summary>The portfolio grants every entry that it is asked for in the standard size.</summary>
internal sealed class GrantsEverything : Tap
{
    private Money _size;

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is ExposureReserved reserved)
            _size = reserved.Funds;
        bool grant = message is ExposureDenied && _size > Money.Zero;
        context.Send(to, grant ? new ExposureReserved(((ExposureDenied)message).ReservationId, _size) : message);
    }
}

/// <summary>The portfolio takes totals in whatever order they arrive.</summary>
internal sealed class TakesOldTotals : Tap
{
    private readonly Dictionary<Symbol, long> _newest = [];

    public override object? OnReceive(object message, IActorContext context)
    {
        if (message is not PositionSummary m)
            return message;
        long newest = _newest[m.Symbol] = Math.Max(m.Sequence, _newest.GetValueOrDefault(m.Symbol));
        return m with { Sequence = newest };
    }
}

/// <summary>The position's state runs ahead of its journal for as long as a write takes; nothing is sent or told meanwhile.</summary>
internal sealed class AppliesBeforePersist : Tap
{
    private readonly HashSet<object> _applied = new(ReferenceEqualityComparer.Instance);

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        foreach (object @event in events)
        {
            ((IEventSourced)actor).Apply(@event);
            _applied.Add(@event);
        }
        context.Persist(events, then);
    }

    public override void Apply(IEventSourced actor, object @event)
    {
        if (!_applied.Remove(@event))
            actor.Apply(@event);
    }
}

/// <summary>
/// Nobody is told of a new halt until he asks, and until then an entry is still granted, where there is room for two: a halt is forgotten for
/// a second at most.
/// </summary>
internal sealed class HaltsWhenShown : Tap
{
    private readonly Dictionary<Symbol, PositionSummary> _symbols = [];
    private Money _size;
    private bool _isShown = true;

    public override object? OnReceive(object message, IActorContext context)
    {
        if (message is PositionSummary summary)
            _symbols[summary.Symbol] = summary;
        return message;
    }

    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        bool halts = events is [KillSwitchEngaged];
        _isShown &= !halts;
        context.Persist(events, halts ? null : then);
    }

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        if (message is ExposureReserved reserved)
            _size = reserved.Funds;
        if (message is AccountSnapshot && context is not Invariants.Question)
            _isShown = true;
        if (message is ExposureDenied { Denial.Code: RiskCode.KillSwitch } denied && !_isShown && _size > Money.Zero && HasRoom())
            message = new ExposureReserved(denied.ReservationId, _size);
        context.Send(to, message);
    }

    private bool HasRoom() => _symbols.Values.Aggregate(Money.Zero, (sum, s) => s.Positions.Aggregate(sum + s.Committed, (rest, p) => rest + p.Cost)) < _size;
}

/// <summary>Who joins is told of the fills to come, whatever it asks for.</summary>
internal sealed class TellsFillsToComeAlone : Tap
{
    public override object? OnReceive(object message, IActorContext context) => message is JoinStrategy join ? join with { AfterFill = null } : message;

    public override void Send(IActorContext context, ActorRef to, object message) =>
        context.Send(to, message is StrategyPosition told ? told with { AfterFill = 0 } : message);
}

/// <summary>The state stands as if it were journaled, and is not.</summary>
internal sealed class ForgetsStrategyState : Tap
{
    public override void Persist(IActor actor, IActorContext context, IReadOnlyList<object> events, Action<IActorContext>? then)
    {
        foreach (object @event in events)
            ((IEventSourced)actor).Apply(@event);
        then?.Invoke(context);
    }
}
