using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Asks for what the portfolio knows, before the venue is asked for its balance; replied to with <see cref="CashMark"/>.</summary>
public sealed record GetCashMark : IPortfolioMessage;

/// <param name="Sequence">All symbols' event numbers together: it rises with each event that the portfolio hears of.</param>
public sealed record CashMark(long Sequence);

/// <summary>
/// Holds the account's cash against the venue's; replied to with <see cref="CashReconciliation"/> once durable. Only what was taken while nothing
/// moved counts: a fill between balance and books is no difference.
/// </summary>
/// <param name="Balance">The venue's, free and in orders.</param>
/// <param name="Before">The mark from before it was asked for.</param>
/// <param name="After">The same sum by the symbols' own word, after the venue's orders were held against them.</param>
/// <param name="IsSettled">True when no order is left of which the venue says more than is booked.</param>
/// <param name="Accepts">True to take the balance for right where it differs.</param>
public sealed record ReconcileCash(Money Balance, long Before, long After, bool IsSettled, bool Accepts) : IPortfolioMessage;

/// <summary>How the account's cash stands against the venue.</summary>
/// <param name="IsQuiet">False where something was under way: the comparison says nothing.</param>
/// <param name="Problem">Why the account may only reduce, in plain words; null while it may trade.</param>
public sealed record CashReconciliation(Money Booked, Money Balance, bool IsQuiet, string? Problem);
