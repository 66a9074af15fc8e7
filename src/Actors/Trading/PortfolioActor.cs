using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>How the portfolio actor behaves. <paramref name="ReportInterval"/>: how often it journals what it believes; null for never.</summary>
public sealed record PortfolioOptions(RiskLimits Limits, TimeSpan? ReportInterval)
{
    /// <summary>
    /// The symbols that trade on the account. Entries are denied until each has told its totals, or cash and exposure would lack theirs;
    /// empty where none can have a past, as in a backtest.
    /// </summary>
    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>
    /// How long entries are denied after a restart. What was granted before is not journaled and may still become an order elsewhere: longer
    /// than a grant may wait to be used and be told of. Null where all symbols end with the portfolio, in one process.
    /// </summary>
    public TimeSpan? RestartPause { get; init; }
}

/// <summary>
/// What all symbols share: cash, exposure, losses, pace, the kill switch. The one place where entries of all symbols meet. What it allows and what
/// it counts is journaled before anybody is told.
/// </summary>
public sealed class PortfolioActor(PortfolioOptions options) : IEventSourced
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private readonly Ledger _ledger = new(options.Limits.MinOrder);
    private readonly Dictionary<ActorRef, SymbolLine> _lineOf = [];
    private readonly List<ActorRef> _positions = [];
    private readonly List<ActorRef> _risks = [];
    private readonly HashSet<ActorRef> _knownRisks = [];
    private readonly HashSet<Symbol> _missing = [.. options.Symbols];
    private readonly DenialCounter _denials = new();
    private readonly AccountGuard _guard = new(AccountState.Unopened, options.Limits);
    private AccountState _state = AccountState.Unopened;
    private RiskLimits _limits = options.Limits;
    private Timestamp _marketTime;
    private bool _stopping;
    private bool _isJournalAway;
    private AccountReported? _reported;
    private bool _isPausing;

    public string EntityId => "portfolio";

    private Money Cash => _state.OpeningCash + _ledger.CashFlow;

    private Money Equity => Cash + _ledger.Value;

    private string? Halted =>
        _state.KillSwitchReason is not null ? RiskCode.KillSwitch
        : _state.TradingState == TradingState.Halted ? RiskCode.Halted
        : _state.TradingState == TradingState.Reducing ? RiskCode.Reducing
        : _stopping ? RiskCode.Stopping
        : _isJournalAway ? RiskCode.NoJournal
        : IsKnown ? null
        : RiskCode.NoAccount;

    private bool IsKnown => _state.IsOpen && _missing.Count == 0 && !_isPausing;

    private EntriesHalted Standing => new(Halted)
    {
        Limits = _limits,
        FlattenReason = _state.FlattenReason,
        CancelsOrders = _state.KillSwitchReason is not null || _state.TradingState == TradingState.Halted,
    };

    public void Apply(object @event)
    {
        _state = _state.Apply((IPortfolioEvent)@event);
        if (@event is AccountReported report)
            _reported = report;
        if (@event is LimitsConfigured or LimitsOverridden)
            _limits = _state.LimitsOn(options.Limits);
        TakeTime(_state.MarketTime);
        _guard.Aim(_state, _limits);
    }

    public void Start(IActorContext context)
    {
        if (options.ReportInterval is { } interval)
            context.SchedulePeriodic(nameof(ReportAccount), interval, new ReportAccount());
        if (options.RestartPause is not { } pause || !_state.IsOpen)
            return;
        _isPausing = true;
        context.Schedule(nameof(PauseEnded), pause, new PauseEnded());
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (!_lineOf.TryGetValue(context.Sender, out SymbolLine? line))
            return;
        _ledger.TakeMark(line, market.LastPrice);
        Money equity = Equity;
        _ledger.TakeEquity(equity);
        TakeTime(market.Time);
        if (IsWatching && _guard.IsDue(equity, _marketTime))
            Record(_guard.Due(equity, _marketTime, context.Now), context);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case PositionSummary summary:
                OnSummary(summary, context);
                break;
            case ReserveExposure reserve:
                OnReserve(reserve, context);
                break;
            case ReleaseExposure release:
                _ledger.Reservations.Release(release.ReservationId);
                break;
            case JoinRisk:
                if (_knownRisks.Add(context.Sender))
                    _risks.Add(context.Sender);
                context.Reply(Standing);
                break;
            case DenialCounted denial:
                _denials.Count(denial);
                break;
            case GetAccount:
                context.Reply(Snapshot(context.Now));
                break;
            case PauseEnded:
                _isPausing = false;
                Announce(context);
                break;
            case StopEntries:
                _stopping = true;
                Announce(context);
                break;
            case NoteJournal note:
                OnJournal(note, context);
                break;
            case ReportAccount:
                OnReport(context);
                break;
            case IAccountCommand command:
                Record(AccountCommands.Decide(_state, command, context.Now), context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    // While the journal's database is away nothing is persisted that can wait: exits must go on.
    private bool IsWatching => IsKnown && !_isJournalAway && _ledger.Unvalued == 0 && _marketTime.IsSet;

    // Days and pauses go by the market's time, so that a replay at any speed decides as the backtest does; it never goes back.
    private void TakeTime(Timestamp time)
    {
        if (time > _marketTime)
            _marketTime = time;
    }

    private void Record(IReadOnlyList<IPortfolioEvent> events, IActorContext context)
    {
        if (events.Count == 0)
        {
            ReplyToCommand(context);
            return;
        }
        context.Persist(events, then =>
        {
            if (events.Any(AccountCommands.IsStanding))
                Announce(then);
            ReplyToCommand(then);
        });
    }

    // Symbols wait for no answer; commands come from outside.
    private void ReplyToCommand(IActorContext context)
    {
        if (context.Sender != context.Self && !_lineOf.ContainsKey(context.Sender))
            context.Reply(Snapshot(context.Now));
    }

    private void Announce(IActorContext context)
    {
        foreach (ActorRef risk in _risks)
            context.Send(risk, Standing);
        foreach (ActorRef position in _positions)
            context.Send(position, new AccountIdentity(_state.JournalId));
    }

    private void OnSummary(PositionSummary summary, IActorContext context)
    {
        bool isNews = _ledger.Find(summary.Symbol) is not { } known || summary.Sequence > known.Summary.Sequence;
        SymbolLine line = _ledger.Take(summary, context.Now);
        if (summary.Mark.IsSet)
            _ledger.TakeMark(line, summary.Mark);
        bool joins = _lineOf.TryAdd(context.Sender, line);
        if (joins)
            _positions.Add(context.Sender);
        if (joins || summary.AsksIdentity)
            context.Reply(new AccountIdentity(_state.JournalId));
        if (_missing.Remove(summary.Symbol) && _missing.Count == 0)
            Announce(context);
        if (!_state.IsOpen)
            return;
        _ledger.TakeEquity(Equity);
        IReadOnlyList<IPortfolioEvent> due = isNews && !_isJournalAway ? TradeResults.Of(_state, summary.Symbol, summary.Positions, _limits, _marketTime) : [];
        if (IsWatching && _guard.IsDue(Equity, _marketTime))
            due = [.. due, .. _guard.Due(Equity, _marketTime, context.Now)];
        if (due.Count > 0)
            Record(due, context);
    }

    // Back again, the trades that ended meanwhile are counted.
    private void OnJournal(NoteJournal note, IActorContext context)
    {
        bool isBack = _isJournalAway && !note.IsAway;
        _isJournalAway = note.IsAway;
        Announce(context);
        if (!isBack || !_state.IsOpen)
            return;
        AccountState state = _state;
        List<IPortfolioEvent> ended = [];
        foreach (SymbolLine line in _ledger.Lines)
        {
            IReadOnlyList<IPortfolioEvent> found = TradeResults.Of(state, line.Summary.Symbol, line.Summary.Positions, _limits, _marketTime);
            state = state.Apply(found);
            ended.AddRange(found);
        }
        if (ended.Count > 0)
            context.Persist(ended);
    }

    private void OnReserve(ReserveExposure reserve, IActorContext context)
    {
        if (_isJournalAway)
        {
            context.Reply(new ExposureDenied(reserve.ReservationId, new Denial(RiskCode.NoJournal, "the journal's database is away")));
            return;
        }
        if (Halted is null && _ledger.Reservations.FundsOf(reserve.ReservationId) is { } reserved)
        {
            context.Reply(new ExposureReserved(reserve.ReservationId, reserved));
            return;
        }
        TakeTime(reserve.MarketTime.IsSet ? reserve.MarketTime : context.Now);
        List<IPortfolioEvent> events = [.. BeforeEntry(context.Now)];
        AccountState state = _state.Apply(events);
        AccountView view = EntryDesk.View(reserve, _ledger, state, new AccountMoment(Cash, _stopping, IsKnown, _marketTime, context.Now));
        (Money funds, Denial? denial) = EntryDesk.Decide(reserve, view, state, _limits);
        if (denial is null && !reserve.WillWait)
            events.Add(new EntryGranted(reserve.ReservationId, reserve.Symbol, reserve.Strategy, funds, _marketTime, context.Now));
        if (events.Count == 0)
            Answer(reserve, funds, denial, context);
        else
            context.Persist(events, then =>
            {
                if (events.Any(AccountCommands.IsStanding))
                    Announce(then);
                Answer(reserve, funds, denial, then);
            });
    }

    private void Answer(ReserveExposure reserve, Money funds, Denial? denial, IActorContext context)
    {
        if (denial is null)
            _ledger.Reservations.Add(reserve.ReservationId, reserve.Symbol, reserve.Strategy, funds, funds.FeeDown(_limits.Fee), context.Now);
        context.Reply(denial is null ? new ExposureReserved(reserve.ReservationId, funds) : new ExposureDenied(reserve.ReservationId, denial));
    }

    // The day's figures are fixed before its first entry is judged.
    private IReadOnlyList<IPortfolioEvent> BeforeEntry(Timestamp now)
    {
        if (!IsWatching)
            return [];
        Timestamp day = _marketTime.FloorTo(OneDay);
        IReadOnlyList<IPortfolioEvent> due = _guard.IsDue(Equity, _marketTime) ? _guard.Due(Equity, _marketTime, now) : [];
        return day > _state.ReferenceDay ? [new ReferenceEquityFixed(day, Equity), .. due] : due;
    }

    private void OnReport(IActorContext context)
    {
        if (IsKnown && AccountPictures.Report(Cash, _ledger, context.Now) is var report && (_reported is null || report != _reported with { At = report.At }))
            Record([report], context);
        else
            ReplyToCommand(context);
    }

    private AccountSnapshot Snapshot(Timestamp now) => AccountPictures.Snapshot(_state, _ledger, _limits, _denials.List(), now);
}

/// <summary>To self: what was granted before the restart has ended or is known.</summary>
internal sealed record PauseEnded;
