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

/// <summary>What all symbols share: cash, exposure, the kill switch. The one place where entries of all symbols meet.</summary>
public sealed class PortfolioActor(PortfolioOptions options) : IEventSourced
{
    private readonly Ledger _ledger = new();
    private readonly Dictionary<ActorRef, SymbolLine> _lineOf = [];
    private readonly List<ActorRef> _positions = [];
    private readonly List<ActorRef> _risks = [];
    private readonly HashSet<ActorRef> _knownRisks = [];
    private readonly HashSet<Symbol> _missing = [.. options.Symbols];
    private readonly DenialCounter _denials = new();
    private AccountState _state = AccountState.Unopened;
    private bool _stopping;
    private bool _isJournalAway;
    private AccountReported? _reported;
    private bool _isPausing;

    public string EntityId => "portfolio";

    private Money Cash => _state.OpeningCash + _ledger.CashFlow;

    private Money Equity => Cash + _ledger.Value;

    private string? Halted =>
        _state.KillSwitchReason is not null ? RiskCode.KillSwitch
        : _stopping ? RiskCode.Stopping
        : _isJournalAway ? RiskCode.NoJournal
        : IsKnown ? null
        : RiskCode.NoAccount;

    private bool IsKnown => _state.IsOpen && _missing.Count == 0 && !_isPausing;

    public void Apply(object @event)
    {
        _state = _state.Apply((IPortfolioEvent)@event);
        if (@event is AccountReported report)
            _reported = report;
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
        _ledger.TakeEquity(Equity);
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
                _ledger.Release(release.ReservationId);
                break;
            case JoinRisk:
                if (_knownRisks.Add(context.Sender))
                    _risks.Add(context.Sender);
                context.Reply(new EntriesHalted(Halted));
                break;
            case DenialCounted denial:
                _denials.Count(denial);
                break;
            case GetAccount:
                context.Reply(Snapshot(context.Now));
                break;
            default:
                OnCommand(message, context);
                break;
        }
    }

    private void OnCommand(object message, IActorContext context)
    {
        switch (message)
        {
            case OpenAccount open when !_state.IsOpen:
                Record(new AccountOpened(open.JournalId, open.Cash, context.Now), context);
                break;
            case EngageKillSwitch engage when _state.KillSwitchReason is null:
                Record(new KillSwitchEngaged(engage.Reason, context.Now), context);
                break;
            case ReleaseKillSwitch release when _state.KillSwitchReason is not null:
                Record(new KillSwitchReleased(release.Reason, context.Now), context);
                break;
            case ReportAccount when IsKnown && Report(context.Now) is var report && IsNews(report):
                Record(report, context);
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
                _isJournalAway = note.IsAway;
                Announce(context);
                break;
            case OpenAccount or EngageKillSwitch or ReleaseKillSwitch or ReportAccount:
                ReplyUnlessSelf(context);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Record(IPortfolioEvent @event, IActorContext context) => context.Persist([@event], then =>
    {
        Announce(then);
        ReplyUnlessSelf(then);
    });

    private void ReplyUnlessSelf(IActorContext context)
    {
        if (context.Sender != context.Self)
            context.Reply(Snapshot(context.Now));
    }

    private void Announce(IActorContext context)
    {
        foreach (ActorRef risk in _risks)
            context.Send(risk, new EntriesHalted(Halted));
        foreach (ActorRef position in _positions)
            context.Send(position, new AccountIdentity(_state.JournalId));
    }

    private void OnSummary(PositionSummary summary, IActorContext context)
    {
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
        if (_state.IsOpen)
            _ledger.TakeEquity(Equity);
    }

    private void OnReserve(ReserveExposure reserve, IActorContext context)
    {
        Timestamp day = context.Now.FloorTo(TimeSpan.FromDays(1));
        if (IsKnown && !_isJournalAway && day > _state.ReferenceDay)
            context.Persist([new ReferenceEquityFixed(day, Equity)], then => AnswerReserve(reserve, then));
        else
            AnswerReserve(reserve, context);
    }

    private void AnswerReserve(ReserveExposure reserve, IActorContext context)
    {
        if (_isJournalAway)
        {
            context.Reply(new ExposureDenied(reserve.ReservationId, new Denial(RiskCode.NoJournal, "the journal's database is away")));
            return;
        }
        AccountView view = _ledger.View(Cash, _state.ReferenceEquity, _state.KillSwitchReason is not null, _stopping, IsKnown);
        Money funds = reserve.Funds ?? Sizing.EntryFunds(view, options.Limits, reserve.Share);
        if (_ledger.FundsOf(reserve.ReservationId) is { } reserved && Halted is null)
        {
            context.Reply(new ExposureReserved(reserve.ReservationId, reserved));
            return;
        }
        OrderProposal proposal = new(OrderSide.Buy, IsReduction: false, funds, Price.None);
        if (RiskChecks.OfAccount(proposal, view, options.Limits) is { } denial)
        {
            context.Reply(new ExposureDenied(reserve.ReservationId, denial));
            return;
        }
        _ledger.Reserve(reserve.ReservationId, reserve.Symbol, funds, funds.FeeDown(options.Limits.Fee), context.Now);
        context.Reply(new ExposureReserved(reserve.ReservationId, funds));
    }

    private bool IsNews(AccountReported report) => _reported is null || report != _reported with { At = report.At };

    private AccountReported Report(Timestamp now) => new(Cash, ValueList<ReportedSymbol>.Of(_ledger.Lines.Select(line =>
        new ReportedSymbol(line.Summary.Symbol, line.Summary.Sequence, line.Summary.CashFlow, ValueList<ReportedHolding>.Of(
            line.Summary.Positions.Select(p => new ReportedHolding(p.Strategy, p.Quantity, p.Cost)))))), now);

    private AccountSnapshot Snapshot(Timestamp now) => new(
        _state.IsOpen, _state.JournalId, _state.OpeningCash, Cash, Equity, _ledger.Committed, _ledger.MaxDrawdownPercent,
        _state.KillSwitchReason,
        ValueList<SymbolSnapshot>.Of(_ledger.Lines.Select(line => new SymbolSnapshot(
            line.Summary.Symbol, line.Summary.Sequence, line.Summary.CashFlow, line.Mark, line.Summary.Positions))),
        _denials.List(), now);
}

/// <summary>To self: what was granted before the restart has ended or is known.</summary>
internal sealed record PauseEnded;
