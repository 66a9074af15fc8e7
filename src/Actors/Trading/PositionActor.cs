using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// A symbol's orders and positions, event-sourced: decides, journals, and only then sends. Orders that wait for a price or a time wait here.
/// After a restart it asks the venue about every order that it left open, sends again, under the same id, only what the venue does not
/// know, and holds what waits against the next price that it sees.
/// </summary>
public sealed class PositionActor(Symbol symbol, FeeRate fee, PositionLinks links) : IEventSourced
{
    private const string EntityPrefix = "position/";

    private readonly StrategyDesk _strategies = new(symbol, links.Portfolio);
    private readonly OrderFollowUp _followUp = new();
    private readonly StatementJudge _reconciler = new();
    private readonly Amendments _amendments = new(symbol, links.Portfolio);
    private readonly OrderWatch _watch = new(links.Market);
    private PositionBook _book = PositionBook.Empty(symbol);
    private string _journalId = "";
    private string _settledReservation = "";
    private Price _mark;
    private bool _holds;

    public string EntityId => EntityOf(symbol);

    private VenueDesk Venue => field ??= new VenueDesk(links.Execution, _followUp);

    /// <summary>The journal's name for a symbol's position actor.</summary>
    public static string EntityOf(Symbol symbol) => EntityPrefix + symbol.Code;

    /// <summary>The symbol whose position actor has that name; false for every other entity.</summary>
    public static bool TryGetSymbol(string entityId, out Symbol symbol) =>
        Symbol.TryParse(entityId.StartsWith(EntityPrefix, StringComparison.Ordinal) ? entityId[EntityPrefix.Length..] : "", out symbol);

    public void Apply(object @event)
    {
        _book = PositionFold.Apply(_book, (IPositionEvent)@event);
        _strategies.Take((IPositionEvent)@event, _book);
        _holds = !_book.TotalQuantity.IsZero;
        _mark = _holds ? _mark : Price.None;
    }

    public void Start(IActorContext context)
    {
        context.Send(links.Market, new SubscribeMarket(WantsTrades: false));
        Summarise(context);
        foreach (Order order in _book.OpenOrders)
        {
            _followUp.NoteSent(order.Id);
            LookUp(order, context);
        }
        _watch.Renew(_book, isFresh: true, context);
        AskForFiredEntries(context);
        if (links.Heartbeat is { } interval)
            context.SchedulePeriodic(nameof(HeartbeatDue), interval, new HeartbeatDue());
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (_holds && market.Kind == MarketEventKind.ClosedCandle)
        {
            _mark = market.LastPrice;
            context.Send(links.Portfolio, market);
        }
        if (_watch.IsReached(market.LastPrice))
            Carry(Decide(new ObservePrice(market.LastPrice), context), context);
        else if (market.Kind == MarketEventKind.ClosedCandle && _watch.IsCrossed(market.Candle))
            Carry(Decide(new ObserveCandles([market.Candle]), context), context);
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
                _strategies.Join(join, _book, context);
                break;
            case LookUpDue due when _book.FindOrder(due.ClientOrderId) is { } order:
                _followUp.NoteLookUp(order.Id);
                LookUp(order, context);
                break;
            case ResendDue due when _book.FindOrder(due.ClientOrderId) is { } order:
                SendAgain(order, context);
                break;
            case HeartbeatDue:
                OnHeartbeat(context);
                break;
            case AbandonStrategy abandon:
                Carry(Decide(new WithdrawOrders(abandon.Strategy, null, CancelCause.Abandoned), context), context);
                break;
            case DeadlineDue:
                _watch.NoteDeadline();
                Carry(Decide(new PassTime(), context), context);
                break;
            case ChangePosition change:
                OnChange(change, context);
                break;
            case ReconcilePosition reconcile:
                OnStatement(reconcile, context);
                break;
            case ExposureReserved reserved:
                OnReserved(reserved, context);
                break;
            case ExposureDenied denied when _amendments.Take(denied) is { } amend:
                _strategies.Deny(new OrderDenied(amend.Strategy, denied.Denial.Code, denied.Denial.Detail), OrderRequests.IntentOf(amend), _book, context);
                break;
            case ExposureDenied denied:
                Carry(Decide(new RefuseEntry(new ClientOrderId(denied.ReservationId), denied.Denial.Code), context), context);
                break;
            case AccountIdentity identity:
                _journalId = identity.JournalId;
                break;
            case GetBook:
                context.Reply(new BookSnapshot(_book, context.JournalSequence));
                break;
            case WarmUp history when _watch.Unseen(history.Candles) is { Count: > 0 } unseen:
                Carry(Decide(new ObserveCandles(unseen), context), context);
                break;
            case ResumeWatch missed:
                _watch.Resume(missed.Since);
                Carry(Decide(new ObserveCandles(_watch.Unseen(missed.Candles)), context), context);
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
        Decision decision = refusal is null ? Decide(place.Order, context) : Decision.Refuse(refusal);
        if (decision.Refusal is { } name)
        {
            context.Send(links.Portfolio, new ReleaseExposure(place.ReservationId));
            _strategies.Deny(new OrderDenied(place.Order.Strategy, name, "the position actor refused the order"), OrderRequests.IntentOf(place.Order), _book, context);
        }
        Carry(decision, context, place.ReservationId, signal: place.Signal);
    }

    private void OnReserved(ExposureReserved reserved, IActorContext context)
    {
        AmendOrder? amend = _amendments.Take(reserved, context.Now);
        Decision decision = Decide(amend as IPositionCommand ?? new ReleaseEntry(new(reserved.ReservationId), reserved.Funds) { Permission = OrderRequests.PermissionBy(reserved) }, context);
        if (amend is not null && decision.Refusal is { } name)
            _strategies.Deny(new OrderDenied(amend.Strategy, name, "the position actor refused the amendment"), OrderRequests.IntentOf(amend), _book, context);
        if (decision.Refusal is not null && _settledReservation != reserved.ReservationId)
            context.Send(links.Portfolio, new ReleaseExposure(reserved.ReservationId));
        Carry(decision, context, reserved.ReservationId);
    }

    private void OnChange(ChangePosition change, IActorContext context)
    {
        Decision decision = Decide(change.Command, context);
        if (decision.Refusal == PositionDecider.AmendsToMore && change.Command is AmendOrder dearer)
            _amendments.Ask(dearer, _book, context);
        else if (decision.Refusal is { } name)
            context.Reply(new OrderDenied(change.Strategy, name, $"the position actor refused {change.Command.GetType().Name}"));
        else if (decision.Events.Count == 0)
            _strategies.Tell(change.Strategy, _book, context);
        else
            Carry(decision, context);
    }

    private void OnStatement(ReconcilePosition reconcile, IActorContext context)
    {
        Reconciliation found = _reconciler.Judge(reconcile, _book);
        foreach (ClientOrderId id in PositionDecider.FindUnsettled(_book, reconcile.Statement))
            context.Send(links.Execution, new LookUpOrder(id, symbol));
        Decision decision = Decide(_reconciler.CommandFor(reconcile, found), context);
        if (decision.Events.Count == 0)
            context.Reply(found with { Sequence = context.JournalSequence });
        else
            Carry(decision, context, andThen: then => then.Reply(_reconciler.After(found, decision, _book) with { Sequence = then.JournalSequence }));
    }

    // Journaled like the first time: only who may write to the journal may send.
    private void SendAgain(Order order, IActorContext context)
    {
        _followUp.NoteResend(order.Id);
        if (order.VenueOrderId.Length > 0)
            return;
        if (_followUp.MaySendAgain(order, context.Now))
            Carry(Decision.Of(new OrderSubmitted(order.Id)), context);
        else
            LookUp(order, context);
    }

    private void LookUp(Order order, IActorContext context) => Venue.LookUp(order, _book, context);

    private void OnHeartbeat(IActorContext context)
    {
        Summarise(context, repeated: true);
        foreach (Order order in _book.OpenOrders.Where(o => _followUp.IsTooSilent(o.Id)))
            LookUp(order, context);
        AskForFiredEntries(context);
    }

    private void OnVenue(IExecutionReply reply, IActorContext context)
    {
        if ((_book.FindOrder(reply.ClientOrderId) ?? FindGivenUp(reply)) is not { } order)
            return;
        FollowUp next = _followUp.On(reply, order, context.Now);
        if (next.Command is { } command && Decide(command, context) is { Events.Count: > 0 } decision)
            Carry(decision, context, andThen: then => Continue(next, order, then));
        else
            Continue(next, order, context);
    }

    private Order? FindGivenUp(IExecutionReply reply) => reply is ExecutionReport ? _book.FindGivenUp(reply.ClientOrderId) : null;

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

    private Decision Decide(IPositionCommand command, IActorContext context) => PositionDecider.Decide(
        _book, command, new DecideContext(context.Now, _journalId) { MinOrder = links.Limits.MinOrder, MaxOrder = links.Limits.MaxOrder });

    // Journals what was decided, tells of it, and only then does what follows from it.
    private void Carry(Decision decision, IActorContext context, string reservationId = "", Action<IActorContext>? andThen = null, long signal = 0)
    {
        if (decision.Events.Count == 0)
            return;
        Timestamp decided = context.Now;
        PositionBook before = _book;
        context.Persist(decision.Events, then =>
        {
            if (reservationId.Length > 0)
                _settledReservation = reservationId;
            Summarise(then);
            foreach (string strategy in OrderRequests.StrategiesIn(decision.Events, before, _book))
                _strategies.Tell(strategy, _book, then, _strategies.LastFill - decision.Events.Count(e => e is OrderExecuted), signal);
            then.Send(links.Observer, new PositionChanged(_book, then.JournalSequence, decision.Events));
            foreach (IPositionEvent @event in decision.Events)
                FollowFrom(@event, decided, then);
            _watch.Renew(_book, decision.Events.Any(e => e is OrderArmed), then);
            andThen?.Invoke(then);
        });
    }

    private void FollowFrom(IPositionEvent @event, Timestamp decided, IActorContext context)
    {
        switch (@event)
        {
            case OrderSubmitted e when _book.FindOrder(e.ClientOrderId) is { } order:
                Venue.Send(order, _book, decided, context);
                break;
            case OrderCancelRequested e when _book.FindOrder(e.ClientOrderId) is { } order:
                Venue.Cancel(order, _book, context);
                break;
            case OrderTriggered e when _book.FindOrder(e.ClientOrderId) is { } entry && OrderRequests.IsFiredEntry(entry):
                context.Send(links.Portfolio, OrderRequests.ToReserve(entry, symbol));
                break;
            case OrderFilled or OrderCancelled or OrderRejected:
                _followUp.Forget(@event.ClientOrderId);
                context.Cancel(@event.ClientOrderId.Value);
                break;
            case ExternalOrderAdopted e when _book.FindOrder(e.ClientOrderId) is { } order:
                LookUp(order, context);
                break;
        }
    }

    // An entry that fired is asked for like any other, until its time is over.
    private void AskForFiredEntries(IActorContext context)
    {
        foreach (Order order in _book.WaitingOrders.Where(OrderRequests.IsFiredEntry))
            context.Send(links.Portfolio, OrderRequests.ToReserve(order, symbol));
    }

    // A repeat carries the mark as well, for a portfolio that the market data did not reach.
    private void Summarise(IActorContext context, bool repeated = false) => context.Send(links.Portfolio, OrderRequests.SummaryOf(
        _book, context.JournalSequence, fee, _settledReservation, asksIdentity: _journalId.Length == 0, repeated && _holds ? _mark : Price.None));
}
