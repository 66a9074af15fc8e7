using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

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
    private readonly DenialLog _denials = new();
    private readonly CashJudge _cash = new();
    private readonly AccountGuard _guard = new(AccountState.Unopened, options.Limits);
    private AccountState _state = AccountState.Unopened;
    private RiskLimits _limits = options.Limits;
    private Timestamp _marketTime;
    private bool _stopping;
    private bool _isJournalAway;
    private AccountReported? _reported;
    private bool _isPausing;

    public string EntityId => "portfolio";

    private Money Cash => _state.PaidIn + _ledger.CashFlow;

    private Money Equity => Cash + _ledger.Value;

    private string? Halted => AccountStanding.CodeOf(_state, _stopping, _isJournalAway, IsKnown);

    private bool IsKnown => _state.IsOpen && _missing.Count == 0 && !_isPausing;

    private EntriesHalted Standing => AccountStanding.Of(_state, Halted, _limits);

    public void Apply(object @event)
    {
        _state = _state.Apply((IPortfolioEvent)@event);
        if (@event is AccountReported report)
            _reported = report;
        _denials.Apply(@event);
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
                _denials.Count(denial, _state.LimitsVersion, MarketTimeAt(context.Now), context.Now);
                JournalDenials(context);
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
                JournalDenials(context, isLast: true);
                break;
            case NoteJournal note:
                OnJournal(note, context);
                break;
            case GetCashMark:
                context.Reply(new CashMark(_ledger.Sequence));
                break;
            case ReconcileCash statement:
                OnCash(statement, context);
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
        IReadOnlyList<IPortfolioEvent> ended = TradeResults.OfAll(
            _state, _ledger.Lines.Select(l => (l.Summary.Symbol, l.Summary.Positions)), _limits, _marketTime);
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
        if (Halted is null && _ledger.Reservations.AnswerOf(reserve.ReservationId) is { } answered)
        {
            context.Reply(answered);
            return;
        }
        TakeTime(reserve.MarketTime.IsSet ? reserve.MarketTime : context.Now);
        List<IPortfolioEvent> events = [.. BeforeEntry(context.Now)];
        AccountState state = _state.Apply(events);
        AccountView view = EntryDesk.View(reserve, _ledger, state, new AccountMoment(Cash, _stopping, IsKnown, _marketTime, context.Now));
        (Money funds, Denial? denial) = EntryDesk.Decide(reserve, view, state, _limits);
        if (denial is null && !reserve.WillWait && reserve.Whole is null)
            events.Add(new EntryGranted(reserve.ReservationId, reserve.Symbol, reserve.Strategy, funds, _marketTime, context.Now, _state.LimitsVersion));
        IRiskMessage answer = denial is null
            ? new ExposureReserved(reserve.ReservationId, funds) { Figures = EntryDesk.FiguresOf(reserve, funds, view, _limits), LimitsVersion = _state.LimitsVersion }
            : new ExposureDenied(reserve.ReservationId, denial);
        if (events.Count == 0)
            Answer(reserve, answer, context);
        else
            context.Persist(events, then =>
            {
                if (events.Any(AccountCommands.IsStanding))
                    Announce(then);
                Answer(reserve, answer, then);
            });
    }

    private void Answer(ReserveExposure reserve, IRiskMessage answer, IActorContext context)
    {
        if (answer is ExposureReserved granted)
            _ledger.Reservations.Add(granted, reserve.Symbol, reserve.Strategy, granted.Funds.FeeDown(_limits.Fee), context.Now);
        context.Reply(answer);
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
        List<IPortfolioEvent> due = [.. DueDenials(context.Now, isLast: false)];
        if (IsKnown && AccountPictures.Report(Cash, _ledger, context.Now) is var report && (_reported is null || report != _reported with { At = report.At }))
            due.Add(report);
        Record(due, context);
    }

    private void OnCash(ReconcileCash statement, IActorContext context)
    {
        bool isQuiet = IsKnown && !_isJournalAway && statement.IsSettled && statement.Before == _ledger.Sequence && statement.After == _ledger.Sequence;
        IReadOnlyList<IPortfolioEvent> found = _cash.Judge(statement, isQuiet, _state, Cash, context.Now);
        if (found.Count == 0)
            context.Reply(new CashReconciliation(Cash, statement.Balance, isQuiet, _state.CashProblem));
        else
            context.Persist(found, then =>
            {
                Announce(then);
                then.Reply(new CashReconciliation(Cash, statement.Balance, isQuiet, _state.CashProblem));
            });
    }

    private void JournalDenials(IActorContext context, bool isLast = false)
    {
        if (DueDenials(context.Now, isLast) is { Count: > 0 } due)
            context.Persist(due);
    }

    private IReadOnlyList<IPortfolioEvent> DueDenials(Timestamp now, bool isLast) =>
        _state.IsOpen && !_isJournalAway ? _denials.TakeDue(MarketTimeAt(now), now, isLast) : [];

    private Timestamp MarketTimeAt(Timestamp now) => _marketTime.IsSet ? _marketTime : now;

    private AccountSnapshot Snapshot(Timestamp now) => AccountPictures.Snapshot(_state, _ledger, _limits, _denials.List(), now);
}

/// <summary>To self: what was granted before the restart has ended or is known.</summary>
internal sealed record PauseEnded;
