using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to the portfolio actor, besides the market data by which positions pass on their marks.</summary>
public interface IPortfolioMessage;

/// <summary>What changes the account's journaled state; each is replied to with <see cref="AccountSnapshot"/> once durable.</summary>
public interface IAccountCommand : IPortfolioMessage;

/// <summary>The account's cash is known. Ignored when the journal has an account already.</summary>
public sealed record OpenAccount(string JournalId, Money Cash) : IAccountCommand;

/// <summary>
/// A symbol's totals as they stand after event <paramref name="Sequence"/> of its journal: absolute, so that repeating one changes nothing.
/// </summary>
/// <param name="Committed">What open buys may still spend, fees included.</param>
/// <param name="SettledReservation">The newest reservation that this state takes the place of; empty for none.</param>
public sealed record PositionSummary(
    Symbol Symbol, long Sequence, Money CashFlow, Money Committed, ValueList<VirtualPosition> Positions, string SettledReservation)
    : IPortfolioMessage
{
    /// <summary>The strategies with open buys, each once.</summary>
    public ValueList<string> Buyers { get; init; } = ValueList<string>.Empty;

    /// <summary>True while the sender does not know the journal's id; replied to with <see cref="AccountIdentity"/>.</summary>
    public bool AsksIdentity { get; init; }

    /// <summary>The last price known while something is held; none where market data told it.</summary>
    public Price Mark { get; init; }
}

/// <summary>A risk actor is there: it is told whether entries are halted, now and on every change. May be repeated.</summary>
public sealed record JoinRisk : IPortfolioMessage;

/// <summary>Asks for room for an entry; answered by <see cref="ExposureReserved"/> or <see cref="ExposureDenied"/>.</summary>
public sealed record ReserveExposure(string ReservationId, Symbol Symbol) : IPortfolioMessage
{
    public string Strategy { get; init; } = "";

    /// <summary>The market's time by the symbol's last price; none where only our own clock is known.</summary>
    public Timestamp MarketTime { get; init; }

    public Price LastPrice { get; init; }

    /// <summary>The average range of the symbol's bars; none while it is not known or not asked for.</summary>
    public Price AverageRange { get; init; }

    /// <summary>The share of the full size that the strategy wants; above 0, at most 1, to four places.</summary>
    public decimal Share { get; init; } = 1m;

    /// <summary>The percentage of reference equity that the strategy wants in place of the full size; 0 for the full size.</summary>
    public decimal EquityPercent { get; init; }

    /// <summary>What the strategy wants to spend in place of the full size; zero for the full size.</summary>
    public Money OwnFunds { get; init; }

    /// <summary>The size where it was decided before, for an entry that waited for its trigger; null for a share of the full size.</summary>
    public Money? Funds { get; init; }

    /// <summary>For an amended buy that spends <see cref="Funds"/> more: what it would be worth then; null for an entry.</summary>
    public Money? Whole { get; init; }

    /// <summary>True for an entry that will wait for a trigger: it is checked, but counts only when it is asked for again.</summary>
    public bool WillWait { get; init; }
}

/// <summary>Gives a reservation back unused.</summary>
public sealed record ReleaseExposure(string ReservationId) : IPortfolioMessage;

/// <summary>A strategy's intent was denied: counted, and journaled within bounds.</summary>
public sealed record DenialCounted(Symbol Symbol, OrderDenied Denied, Intent Intent) : IPortfolioMessage;

/// <summary>Denies entries and cancels resting orders until released, across restarts.</summary>
public sealed record EngageKillSwitch(string Reason) : IAccountCommand;

/// <summary>Allows entries again.</summary>
public sealed record ReleaseKillSwitch(string Reason) : IAccountCommand;

/// <summary>Throws the kill switch, cancels every order and sells every position; goes on across restarts until all is sold.</summary>
public sealed record Flatten(string Reason) : IAccountCommand;

public sealed record SetTradingState(TradingState State, string Reason) : IAccountCommand;

/// <summary>The limits as configuration gives them now; journaled where they differ from what it gave last.</summary>
public sealed record ConfigureLimits(RiskLimits Limits, string Reason) : IAccountCommand;

/// <summary>Sets limits beside the configuration, or back to it. Keys and values are valid by <see cref="RiskParameters"/>.</summary>
public sealed record OverrideLimits(ValueList<LimitSetting> Settings, string Reason) : IAccountCommand
{
    /// <summary>The value that sets a limit back to what configuration says.</summary>
    public const string Configured = "config";
}

/// <summary>The system is about to stop: no more entries in this run.</summary>
public sealed record StopEntries : IPortfolioMessage;

/// <summary>The journal's database went away, or is back: no entries meanwhile. Not journaled.</summary>
public sealed record NoteJournal(bool IsAway) : IPortfolioMessage;

/// <summary>Journals an <see cref="AccountReported"/> where anything changed since the last; replied to with <see cref="AccountSnapshot"/> once durable.</summary>
public sealed record ReportAccount : IPortfolioMessage;

/// <summary>Replied to with <see cref="AccountSnapshot"/>.</summary>
public sealed record GetAccount : IPortfolioMessage;

/// <summary>The account at this moment. Equity is cash plus what is held at its last mark, or at cost before the first.</summary>
/// <param name="MaxDrawdownPercent">The deepest fall of equity from its peak in this run.</param>
public sealed record AccountSnapshot(
    bool IsOpen, string JournalId, Money OpeningCash, Money Cash, Money Equity, Money Committed, double MaxDrawdownPercent,
    string? KillSwitchReason, ValueList<SymbolSnapshot> Symbols, ValueList<CountedDenial> Denials, Timestamp At)
{
    /// <summary>When the account was opened; none before.</summary>
    public Timestamp OpenedAt { get; init; }

    /// <summary>What came in by hand since the opening, less what went out.</summary>
    public Money Transferred { get; init; }

    /// <summary>Why the venue's cash is not explained, so that the account may only reduce; null while it is.</summary>
    public string? CashProblem { get; init; }

    /// <summary>Why everything is being sold; null while it is not.</summary>
    public string? FlattenReason { get; init; }

    public TradingState TradingState { get; init; }

    public Money ReferenceEquity { get; init; }

    public Money PeakEquity { get; init; }

    public Pace Pace { get; init; } = Pace.None;

    /// <summary>The limits in force.</summary>
    public RiskLimits Limits { get; init; } = RiskLimits.Default;

    /// <summary>What of them the operator set beside the configuration.</summary>
    public ValueList<LimitSetting> Overrides { get; init; } = ValueList<LimitSetting>.Empty;

    /// <summary>Positions and open buys; dust is none.</summary>
    public int Entries { get; init; }
}

/// <summary>A symbol in an <see cref="AccountSnapshot"/>.</summary>
public sealed record SymbolSnapshot(Symbol Symbol, long Sequence, Money CashFlow, Price Mark, ValueList<VirtualPosition> Positions);

/// <summary>How often a code denied a strategy on a symbol, with the newest detail.</summary>
public sealed record CountedDenial(Symbol Symbol, string Strategy, string Code, long Count, string LastDetail);
