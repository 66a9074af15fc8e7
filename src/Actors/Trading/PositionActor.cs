using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Whom a position actor deals with. <paramref name="Observer"/> is told of every change once it is durable.</summary>
/// <param name="Heartbeat">How often it repeats its totals to the portfolio and looks for orders gone silent; null for never.</param>
public sealed record PositionLinks(ActorRef Market, ActorRef Portfolio, ActorRef Execution, ActorRef Observer, TimeSpan? Heartbeat = null);

/// <summary>
/// A symbol's orders and positions, event-sourced: decides, journals, and only then sends. After a restart it asks the venue
/// about every order that it left open, and sends again, under the same id, only what the venue does not know.
/// </summary>
public sealed class PositionActor(Symbol symbol, FeeRate fee, PositionLinks links) : IEventSourced
{
    private const string EntityPrefix = "position/";

    private readonly Dictionary<string, ActorRef> _strategies = new(StringComparer.Ordinal);
    private readonly OrderFollowUp _followUp = new();
    private PositionBook _book = PositionBook.Empty(symbol);
    private string _journalId = "";
    private string _settledReservation = "";
    private Price _mark;
    private bool _holds;

    public string EntityId => EntityOf(symbol);

    /// <summary>The journal's name for a symbol's position actor.</summary>
    public static string EntityOf(Symbol symbol) => EntityPrefix + symbol.Code;

    /// <summary>The symbol whose position actor has that name; false for every other entity.</summary>
    public static bool TryGetSymbol(string entityId, out Symbol symbol)
    {
        symbol = default;
        return entityId.StartsWith(EntityPrefix, StringComparison.Ordinal) && Symbol.TryParse(entityId[EntityPrefix.Length..], out symbol);
    }

    public void Apply(object @event) => _book = PositionFold.Apply(_book, (IPositionEvent)@event);

    public void Start(IActorContext context)
    {
        _holds = !_book.TotalQuantity.IsZero;
        context.Send(links.Market, new SubscribeMarket(WantsTrades: false));
        Summarise(context);
        foreach (Order order in _book.OpenOrders)
        {
            _followUp.NoteSent(order.Id);
            LookUp(order, context);
        }
        if (links.Heartbeat is { } interval)
            context.SchedulePeriodic(nameof(HeartbeatDue), interval, new HeartbeatDue());
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (!_holds)
            return;
        _mark = market.LastPrice;
        context.Send(links.Portfolio, market);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case IExecutionReply reply:
                OnVenue(reply, context);
                break;
            case PlaceOrder place:
                OnPlace(place, context);
                break;
            case JoinStrategy join:
                _strategies[join.Strategy] = context.Sender;
                TellStrategy(join.Strategy, context);
                break;
            case LookUpDue due when _book.FindOrder(due.ClientOrderId) is { } order:
                _followUp.NoteLookUp(order.Id);
                LookUp(order, context);
                break;
            case ResendDue due when _book.FindOrder(due.ClientOrderId) is { VenueOrderId.Length: 0 } order:
                _followUp.NoteResend(order.Id);
                SendAgain(order, context);
                break;
            case HeartbeatDue:
                OnHeartbeat(context);
                break;
            case AbandonStrategy abandon:
                Abandon(abandon.Strategy, context);
                break;
            case AccountIdentity identity:
                _journalId = identity.JournalId;
                break;
            case GetBook:
                context.Reply(new BookSnapshot(_book, context.JournalSequence));
                break;
            case ResendDue due when _book.FindOrder(due.ClientOrderId) is { } order:
                _followUp.NoteResend(order.Id);
                break;
            case LookUpDue or ResendDue or WarmUp:
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void OnPlace(PlaceOrder place, IActorContext context)
    {
        string? refusal = _journalId.Length == 0 ? OrderFollowUp.NoAccount
            : context.Now - place.AllowedAt > OrderFollowUp.PermissionLife ? OrderFollowUp.PermissionExpired
            : null;
        Decision decision = refusal is null
            ? PositionDecider.Decide(_book, place.Order, new DecideContext(context.Now, _journalId))
            : Decision.Refuse(refusal);
        if (decision.Refusal is { } name)
        {
            context.Send(links.Portfolio, new ReleaseExposure(place.ReservationId));
            if (_strategies.TryGetValue(place.Order.Strategy, out ActorRef? strategy))
                context.Send(strategy, new OrderDenied(place.Order.Strategy, name, "the position actor refused the order"));
            // It may have acted on an old answer: it waits again where an order of its is open.
            TellStrategy(place.Order.Strategy, context);
            return;
        }
        Timestamp decided = context.Now;
        Record(decision, place.ReservationId, context, (order, then) => SendOut(order, decided, then));
    }

    private void Abandon(string strategy, IActorContext context)
    {
        foreach (Order order in _book.OpenOrders.Where(o => o.Strategy == strategy))
        {
            _followUp.NoteUnwanted(order.Id);
            context.Send(links.Execution, new CancelOrder(order.Id, symbol));
        }
    }

    // Journaled like the first time: only who may write to the journal may send.
    private void SendAgain(Order order, IActorContext context)
    {
        Timestamp decided = context.Now;
        if (_followUp.MaySendAgain(order, decided))
            Record(Decision.Of(new OrderSubmitted(order.Id)), "", context, (after, then) => SendOut(after, decided, then));
        else
            LookUp(order, context);
    }

    private void SendOut(Order order, Timestamp decided, IActorContext context)
    {
        if (context.Now - decided > OrderFollowUp.SendLife)
        {
            LookUp(order, context);
            return;
        }
        _followUp.NoteSent(order.Id);
        context.Send(links.Execution, SubmitOf(order));
    }

    private void LookUp(Order order, IActorContext context) => context.Send(links.Execution, new LookUpOrder(order.Id, symbol));

    private void OnHeartbeat(IActorContext context)
    {
        Summarise(context, repeated: true);
        foreach (Order order in _book.OpenOrders.Where(o => _followUp.IsTooSilent(o.Id)))
            LookUp(order, context);
    }

    private void OnVenue(IExecutionReply reply, IActorContext context)
    {
        if (_book.FindOrder(reply.ClientOrderId) is not { } order)
            return;
        FollowUp next = _followUp.On(reply, order, context.Now);
        if (next.Command is { } command)
        {
            Decision decision = PositionDecider.Decide(_book, command, new DecideContext(context.Now, _journalId));
            if (decision.Events.Count > 0)
            {
                Record(decision, "", context, (after, then) => Continue(next, after, then));
                return;
            }
        }
        Continue(next, order, context);
    }

    // What still has to happen for an order that stays open: ask again, or send again.
    private void Continue(FollowUp next, Order order, IActorContext context)
    {
        if (_book.FindOrder(order.Id) is not { } open)
        {
            _followUp.Forget(order.Id);
            context.Cancel(order.Id.Value);
            return;
        }
        if (next.ResendAfter is { } resend)
            context.Schedule(open.Id.Value, resend, new ResendDue(open.Id));
        else if (next.LookUpAfter is { } lookUp)
            context.Schedule(open.Id.Value, lookUp, new LookUpDue(open.Id));
    }

    private void Record(Decision decision, string reservationId, IActorContext context, Action<Order, IActorContext> andThen)
    {
        ClientOrderId id = decision.Events[0].ClientOrderId;
        Order? before = _book.FindOrder(id);
        context.Persist(decision.Events, then =>
        {
            Order order = _book.FindOrder(id) ?? before!;
            _holds = !_book.TotalQuantity.IsZero;
            if (reservationId.Length > 0)
                _settledReservation = reservationId;
            Summarise(then);
            TellStrategy(order.Strategy, then);
            then.Send(links.Observer, new PositionChanged(_book, then.JournalSequence, decision.Events));
            andThen(order, then);
        });
    }

    // A repeat carries the mark as well, for a portfolio that the market data did not reach.
    private void Summarise(IActorContext context, bool repeated = false) => context.Send(links.Portfolio, new PositionSummary(
        symbol, context.JournalSequence, _book.CashFlow, _book.CommittedFunds(fee), _book.Positions, _settledReservation)
    {
        AsksIdentity = _journalId.Length == 0,
        Mark = repeated && _holds ? _mark : Price.None,
    });

    private void TellStrategy(string name, IActorContext context)
    {
        if (!_strategies.TryGetValue(name, out ActorRef? strategy))
            return;
        VirtualPosition position = _book.PositionOf(name);
        context.Send(strategy, new StrategyPosition(
            name, new Strategies.StrategyView(position.Quantity, position.AverageCost, position.OpenedAt),
            _book.OpenOrders.Any(o => o.Strategy == name)));
    }

    private SubmitOrder SubmitOf(Order order) =>
        new(order.Id, symbol, order.Side, order.Type, order.TimeInForce, order.Quantity, order.Price, order.Funds);
}
