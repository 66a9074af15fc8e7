using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>Something that happened to the account as a whole.</summary>
public interface IPortfolioEvent;

/// <summary>The first event of a journal. <paramref name="JournalId"/> goes into every client order id.</summary>
public sealed record AccountOpened(string JournalId, Money OpeningCash, Timestamp At) : IPortfolioEvent;

/// <summary>The equity that percentages are taken of, fixed once per UTC day.</summary>
public sealed record ReferenceEquityFixed(Timestamp Day, Money Equity) : IPortfolioEvent;

/// <summary>Entries are denied until <see cref="KillSwitchReleased"/>, across restarts.</summary>
public sealed record KillSwitchEngaged(string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>Ends a flattening too, and the peak that drawdown is measured from starts anew.</summary>
public sealed record KillSwitchReleased(string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>Every order is to be cancelled and every position sold, until <see cref="KillSwitchReleased"/>.</summary>
public sealed record FlattenOrdered(string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>What an operator lets the account do from here on. In a symbol it is <see cref="Positions.TradingStateChanged"/>.</summary>
public sealed record TradingStateSet(TradingState State, string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>What the running system said of itself, for the audit to hold it to.</summary>
public sealed record AccountReported(Money Cash, ValueList<ReportedSymbol> Symbols, Timestamp At) : IPortfolioEvent;

/// <summary>A symbol in an <see cref="AccountReported"/>, as it stood after event <paramref name="Sequence"/> of its own journal.</summary>
public sealed record ReportedSymbol(Symbol Symbol, long Sequence, Money CashFlow, ValueList<ReportedHolding> Holdings);

public sealed record ReportedHolding(string Strategy, Quantity Quantity, Money Cost);
