using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Stands between signals and orders of one symbol. Entries are checked here, then at the portfolio, which sizes and reserves them;
/// exits only shrink a position and go straight on. Answers may come late, twice or never: only the first answer to a strategy's newest
/// signal counts.
/// </summary>
/// <param name="heartbeat">How often it asks the portfolio whether entries are halted; null for once, where no message is lost.</param>
public sealed class RiskActor(
    Symbol symbol, RiskLimits limits, ActorRef market, ActorRef position, ActorRef portfolio, TimeSpan? heartbeat = null) : IActor
{
    /// <summary>Heartbeats without a word from the portfolio after which entries are denied.</summary>
    private const int MostSilentBeats = 3;

    private static readonly TimeSpan UnwindRetry = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private readonly RangeMeter? _range = limits.Sizing == SizingMethod.Share ? null : new RangeMeter(limits.RangeBar, limits.RangeBars);
    private RiskLimits _limits = limits;
    private MarketView _market;
    private Timestamp _marketTime;
    private EntriesHalted? _standing;
    private int _silentBeats;

    // Until the portfolio has spoken, the account counts as missing.
    private string? _halted = RiskCode.NoAccount;

    public void Start(IActorContext context)
    {
        context.Send(market, new SubscribeMarket(WantsTrades: true));
        context.Send(portfolio, new JoinRisk());
        if (heartbeat is { } interval)
            context.SchedulePeriodic(nameof(HeartbeatDue), interval, new HeartbeatDue());
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        _market = new MarketView(market.LastPrice, context.Now);
        _marketTime = market.Time;
        if (_range is not null && market.Kind == MarketEventKind.ClosedCandle)
            _range.Add(market.Candle, market.IntervalMinutes);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case Signal signal:
                OnSignal(signal, context);
                break;
            case ExposureReserved reserved:
                OnReserved(reserved, context);
                break;
            case ExposureDenied denied when TakeAsked(denied.ReservationId) is { } asked:
                Deny(asked.Signal, asked.Strategy, denied.Denial, context);
                break;
            case EntriesHalted standing:
                OnStanding(standing, context);
                break;
            case BookSnapshot book:
                OnBook(book, context);
                break;
            case HeartbeatDue:
                OnHeartbeat(context);
                break;
            case WarmUp history:
                foreach (Candle candle in history.Candles)
                    _range?.Add(candle, 1);
                break;
            case ExposureDenied or StrategyPosition or OrderDenied:
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void OnStanding(EntriesHalted standing, IActorContext context)
    {
        _halted = standing.Code;
        _silentBeats = 0;
        _limits = standing.Limits ?? _limits;
        _standing = standing;
        if (Unwinding.IsWanted(standing))
            context.Send(position, new GetBook());
    }

    // Asked for at every beat until nothing is left to do, also after a restart; without beats, as in a backtest, by a timer.
    private void OnBook(BookSnapshot snapshot, IActorContext context)
    {
        if (_standing is not { } standing || !Unwinding.IsWanted(standing))
            return;
        IReadOnlyList<IPositionMessage> left = Unwinding.Of(snapshot.Book, standing, _market.LastPrice, _limits, context.Now);
        foreach (IPositionMessage message in left)
            context.Send(position, message);
        if (left.Count > 0 && heartbeat is null)
            context.Schedule(nameof(HeartbeatDue), UnwindRetry, new HeartbeatDue());
    }

    private void OnSignal(Signal signal, IActorContext context)
    {
        // A strategy that signals again has given up waiting for what it signalled before.
        if (_asked.Remove(signal.Strategy, out Asked earlier))
            context.Send(portfolio, new ReleaseExposure(earlier.ReservationId));
        if (signal.Intent.Kind == IntentKind.Exit)
            Exit(signal, context);
        else if (Check(_limits.MinOrder, signal.Intent, context) is { } denial)
            Deny(signal, context.Sender, denial, context);
        else
            Reserve(signal, context);
    }

    private void Exit(Signal signal, IActorContext context)
    {
        ExitSize size = ExitSize.Of(signal, _market.LastPrice, _limits);
        if (Check(size.Value, signal.Intent, context) is not { } denial)
        {
            Place(signal, OrderSide.Sell, size.Quantity, Money.Zero, "", Permit(size.Value, signal.Intent, null, context), context);
            return;
        }
        // Dust is accounted as such and not asked for again: no order could ever sell it.
        if (size.IsDust)
            context.Send(position, new ChangePosition(signal.Strategy, new SetDustAside(signal.Strategy, _market.LastPrice)));
        Deny(signal, context.Sender, denial, context);
    }

    private Denial? Check(Money value, Intent intent, IActorContext context)
    {
        return RiskChecks.OfSymbol(Proposal(value, intent), _halted, _market, _limits, context.Now);
    }

    private static OrderProposal Proposal(Money value, Intent intent)
    {
        bool isReduction = intent.Kind == IntentKind.Exit;
        return new OrderProposal(isReduction ? OrderSide.Sell : OrderSide.Buy, isReduction, value, intent.Terms.Limit);
    }

    // An exit is held to the limits that were told last, an entry to those that the portfolio granted it by.
    private RiskPermission Permit(Money value, Intent intent, ExposureReserved? granted, IActorContext context)
    {
        ValueList<RiskFigure> figures = RiskFigures.OfSymbol(Proposal(value, intent), _market, _limits, context.Now);
        return granted is null
            ? new RiskPermission(RiskScope.Reduction, _standing?.LimitsVersion ?? 0, figures)
            : new RiskPermission(
                intent.Terms.Trigger.IsSet ? RiskScope.WaitingEntry : RiskScope.Entry, granted.LimitsVersion,
                ValueList<RiskFigure>.Of(figures.Concat(granted.Figures)));
    }

    private void Reserve(Signal signal, IActorContext context)
    {
        string id = context.NewId();
        _asked[signal.Strategy] = new Asked(id, signal, context.Sender, context.Now);
        context.Send(portfolio, new ReserveExposure(id, symbol)
        {
            Strategy = signal.Strategy,
            MarketTime = _marketTime,
            LastPrice = _market.LastPrice,
            AverageRange = _range?.AverageRange ?? Price.None,
            Share = signal.Intent.Terms.Share,
            EquityPercent = signal.Intent.Terms.EquityPercent,
            OwnFunds = signal.Intent.Terms.Funds,
            WillWait = signal.Intent.Terms.Trigger.IsSet,
        });
    }

    // An answer that nobody waits for is left alone: it may be the repeat of one that an order lives on. The portfolio drops what is unused.
    private void OnReserved(ExposureReserved reserved, IActorContext context)
    {
        if (TakeAsked(reserved.ReservationId) is not { } asked)
            return;
        Denial? denial = Check(reserved.Funds, asked.Signal.Intent, context);
        if (denial is null && context.Now - asked.At <= StrategyActor.IntentTimeout)
        {
            Price limit = asked.Signal.Intent.Terms.Limit;
            Place(asked.Signal, OrderSide.Buy, limit.IsSet ? reserved.Funds.QuantityDown(limit) : Quantity.Zero,
                limit.IsSet ? Money.Zero : reserved.Funds, reserved.ReservationId, Permit(reserved.Funds, asked.Signal.Intent, reserved, context), context);
            return;
        }
        context.Send(portfolio, new ReleaseExposure(reserved.ReservationId));
        if (denial is not null)
            Deny(asked.Signal, asked.Strategy, denial, context);
    }

    private Asked? TakeAsked(string reservationId)
    {
        foreach ((string strategy, Asked asked) in _asked)
        {
            if (asked.ReservationId != reservationId)
                continue;
            _asked.Remove(strategy);
            return asked;
        }
        return null;
    }

    private void OnHeartbeat(IActorContext context)
    {
        if (++_silentBeats > MostSilentBeats)
            _halted = RiskCode.NoAccount;
        context.Send(portfolio, new JoinRisk());
    }

    private void Place(Signal signal, OrderSide side, Quantity quantity, Money funds, string reservationId, RiskPermission permission, IActorContext context)
    {
        IntentTerms terms = signal.Intent.Terms;
        OrderType type = terms.Limit.IsSet ? OrderType.Limit : OrderType.Market;
        IntendOrder order = new(
            signal.Strategy, side, type, terms.TimeInForce, quantity, terms.Limit, funds, _market.LastPrice, signal.Intent.Reason)
        {
            Conditions = terms.ConditionsAt(context.Now, side == OrderSide.Sell),
            Permission = permission,
            Because = signal.Intent.Conditions,
        };
        context.Send(position, new PlaceOrder(reservationId, context.Now, order) { Signal = signal.Number });
    }

    private void Deny(Signal signal, ActorRef strategy, Denial denial, IActorContext context)
    {
        OrderDenied denied = new(signal.Strategy, denial.Code, denial.Detail);
        context.Send(strategy, denied);
        context.Send(portfolio, new DenialCounted(symbol, denied, signal.Intent));
    }

    private readonly record struct Asked(string ReservationId, Signal Signal, ActorRef Strategy, Timestamp At);
}
