using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>The account's own journaled state. Cash is not in it: that is <see cref="PaidIn"/> plus every symbol's cash flow, so it is never counted twice.</summary>
public sealed record AccountState(
    string JournalId, Money OpeningCash, Timestamp ReferenceDay, Money ReferenceEquity, string? KillSwitchReason, Timestamp ReportedAt)
{
    public static AccountState Unopened => new("", Money.Zero, Timestamp.None, Money.Zero, null, Timestamp.None);

    /// <summary>The cash that the account would have without any trade.</summary>
    public Money PaidIn => OpeningCash + Transferred;

    /// <summary>When the account was opened; none before.</summary>
    public Timestamp OpenedAt { get; init; }

    public bool IsOpen => JournalId.Length > 0;

    /// <summary>Why everything is being sold; null while it is not.</summary>
    public string? FlattenReason { get; init; }

    public TradingState TradingState { get; init; }

    /// <summary>The height that drawdown is measured from; zero before the first.</summary>
    public Money PeakEquity { get; init; }

    public Pace Pace { get; init; } = Pace.None;

    /// <summary>The newest market time that any event tells of.</summary>
    public Timestamp MarketTime { get; init; }

    public ValueList<StrategyRecord> Records { get; init; } = ValueList<StrategyRecord>.Empty;

    /// <summary>The limits as configuration gave them last; empty where it never told.</summary>
    public ValueList<LimitSetting> Configured { get; init; } = ValueList<LimitSetting>.Empty;

    /// <summary>What the operator set beside it.</summary>
    public ValueList<LimitSetting> Overrides { get; init; } = ValueList<LimitSetting>.Empty;

    /// <summary>What came in by hand since the opening, less what went out.</summary>
    public Money Transferred { get; init; }

    /// <summary>Why the venue's cash is not explained, in plain words; null while it is.</summary>
    public string? CashProblem { get; init; }

    /// <summary>By how much; zero while it is explained.</summary>
    public Money UnexplainedCash { get; init; }

    /// <summary>How often the limits were changed.</summary>
    public int LimitsVersion { get; init; }

    /// <summary>Throws on an event that it does not know and on a second opening.</summary>
    public AccountState Apply(IPortfolioEvent @event) => @event switch
    {
        AccountOpened e => IsOpen
            ? throw new InvalidOperationException("the account is open already")
            : this with { JournalId = e.JournalId, OpeningCash = e.OpeningCash, OpenedAt = e.At },
        ReferenceEquityFixed e => this with { ReferenceDay = e.Day, ReferenceEquity = e.Equity },
        KillSwitchEngaged e => this with { KillSwitchReason = e.Reason },
        KillSwitchReleased => this with { KillSwitchReason = null, FlattenReason = null, PeakEquity = Money.Zero },
        FlattenOrdered e => this with { FlattenReason = e.Reason },
        TradingStateSet e => this with { TradingState = e.State },
        AccountReported e => this with { ReportedAt = e.At },
        PeakEquityRaised e => this with { PeakEquity = e.Equity },
        EntryGranted e => At(e.MarketTime) with { Pace = Pace.With(e), Records = Put(RecordOf(e.Symbol, e.Strategy)) },
        TradingDayBegan e => At(e.Day) with { Pace = Pace.With(e) },
        DailyLossReached => this with { Pace = Pace with { IsDailyLossReached = true } },
        TradeEnded e => At(e.MarketTime) with { Pace = Pace.With(e), Records = Put(RecordOf(e.Symbol, e.Strategy).With(e)) },
        EntriesPaused e => this with { Pace = Pace with { PausedUntil = e.Until, LossesInARow = 0 } },
        LimitsConfigured e => this with { Configured = e.Settings, LimitsVersion = LimitsVersion + 1 },
        LimitsOverridden e => this with { Overrides = e.Settings, LimitsVersion = LimitsVersion + 1 },
        SignalDenied or DenialsRepeated => this,
        CashUnexplained e => this with { CashProblem = e.Reason, UnexplainedCash = e.Balance - e.Booked },
        CashExplained => this with { CashProblem = null, UnexplainedCash = Money.Zero },
        CashTransferred e => With(e),
        _ => throw new InvalidOperationException($"unknown portfolio event {@event.GetType().Name}"),
    };

    public AccountState Apply(IEnumerable<IPortfolioEvent> events) => events.Aggregate(this, static (state, e) => state.Apply(e));

    /// <summary>The limits in force: the given ones, as configured since, as overridden.</summary>
    public RiskLimits LimitsOn(RiskLimits given) => LimitSetting.Apply(LimitSetting.Apply(given, Configured), Overrides);

    /// <summary>Null where the strategy never entered the symbol since results are counted.</summary>
    public StrategyRecord? FindRecord(Symbol symbol, string strategy)
    {
        foreach (StrategyRecord record in Records)
        {
            if (record.IsOf(symbol, strategy))
                return record;
        }
        return null;
    }

    /// <summary>A strategy's trades over all symbols.</summary>
    public TradeRecord TradesOf(string strategy)
    {
        TradeRecord all = default;
        foreach (StrategyRecord record in Records)
        {
            if (record.Strategy == strategy)
                all += record.Trades;
        }
        return all;
    }

    // What is put in or taken out is neither profit nor loss.
    private AccountState With(CashTransferred e) => this with
    {
        Transferred = Transferred + e.Amount,
        CashProblem = null,
        UnexplainedCash = Money.Zero,
        PeakEquity = Shifted(PeakEquity, e.Amount),
        Pace = Pace with { DayEquity = Shifted(Pace.DayEquity, e.Amount) },
    };

    private static Money Shifted(Money height, Money amount) => height.IsZero ? height : Money.Max(Money.Zero, height + amount);

    private AccountState At(Timestamp marketTime) => marketTime > MarketTime ? this with { MarketTime = marketTime } : this;

    private ValueList<StrategyRecord> Put(StrategyRecord record) => Records.Put(r => r.IsOf(record.Symbol, record.Strategy), record);

    private StrategyRecord RecordOf(Symbol symbol, string strategy) =>
        FindRecord(symbol, strategy) ?? new StrategyRecord(symbol, strategy, Money.Zero, default);
}
