using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>The account's own journaled state. Cash is not in it: that is opening cash plus every symbol's cash flow, so it is never counted twice.</summary>
public sealed record AccountState(
    string JournalId, Money OpeningCash, Timestamp ReferenceDay, Money ReferenceEquity, string? KillSwitchReason, Timestamp ReportedAt)
{
    public static AccountState Unopened => new("", Money.Zero, Timestamp.None, Money.Zero, null, Timestamp.None);

    /// <summary>When the account was opened; none before.</summary>
    public Timestamp OpenedAt { get; init; }

    public bool IsOpen => JournalId.Length > 0;

    /// <summary>Throws on an event that it does not know and on a second opening.</summary>
    public AccountState Apply(IPortfolioEvent @event) => @event switch
    {
        AccountOpened e => IsOpen
            ? throw new InvalidOperationException("the account is open already")
            : this with { JournalId = e.JournalId, OpeningCash = e.OpeningCash, OpenedAt = e.At },
        ReferenceEquityFixed e => this with { ReferenceDay = e.Day, ReferenceEquity = e.Equity },
        KillSwitchEngaged e => this with { KillSwitchReason = e.Reason },
        KillSwitchReleased => this with { KillSwitchReason = null },
        AccountReported e => this with { ReportedAt = e.At },
        _ => throw new InvalidOperationException($"unknown portfolio event {@event.GetType().Name}"),
    };
}
