using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>The venue has other cash than the books, and no order explains it: no entries until it is explained or accepted.</summary>
/// <param name="Booked">What the books say, KRW.</param>
/// <param name="Balance">What the venue says, free and in orders.</param>
/// <param name="Reason">In plain words, with figures.</param>
public sealed record CashUnexplained(Money Booked, Money Balance, string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>The venue's cash is the books' again.</summary>
public sealed record CashExplained(string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>An operator accepts what came in (positive) or went out (negative) by hand: a deposit, a withdrawal.</summary>
public sealed record CashTransferred(Money Amount, string Reason, Timestamp At) : IPortfolioEvent;
