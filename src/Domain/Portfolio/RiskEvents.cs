using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>An entry was allowed; it counts whether or not its order comes about.</summary>
/// <param name="MarketTime">The market's time, by which days and pauses are counted.</param>
/// <param name="LimitsVersion">That of the limits which allowed it; <see cref="NotTold"/> in journals from before it was kept.</param>
public sealed record EntryGranted(
    string ReservationId, Symbol Symbol, string Strategy, Money Funds, Timestamp MarketTime, Timestamp At, int LimitsVersion) : IPortfolioEvent
{
    public const int NotTold = -1;
}

/// <summary>The first word of a UTC day, by the market's time, with the equity that the daily loss is measured from.</summary>
public sealed record TradingDayBegan(Timestamp Day, Money Equity) : IPortfolioEvent;

/// <summary>Entries are denied until the next <see cref="TradingDayBegan"/>.</summary>
public sealed record DailyLossReached(Timestamp At, Money Equity) : IPortfolioEvent;

/// <summary>Equity rose to a new height, told in steps of a thousandth; drawdown is measured from it.</summary>
public sealed record PeakEquityRaised(Timestamp At, Money Equity) : IPortfolioEvent;

/// <summary>A strategy is flat again in a symbol.</summary>
/// <param name="Result">What the trade brought, fees included; zero for one from before results were counted.</param>
/// <param name="NetProfit">All that the strategy ever brought in the symbol, which the next result is measured from.</param>
public sealed record TradeEnded(Symbol Symbol, string Strategy, Money Result, Money NetProfit, Timestamp MarketTime) : IPortfolioEvent;

/// <summary>After losses in a row; their count starts anew.</summary>
public sealed record EntriesPaused(Timestamp Until, string Reason) : IPortfolioEvent;

/// <summary>The limits as configuration gives them, all of them.</summary>
public sealed record LimitsConfigured(ValueList<LimitSetting> Settings, string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>Limits that the operator set beside the configuration, all of them; they hold across restarts until set back.</summary>
public sealed record LimitsOverridden(ValueList<LimitSetting> Settings, string Reason, Timestamp At) : IPortfolioEvent;

/// <summary>A signal came to nothing: the first of its symbol, strategy and code in an hour of the market's time. Those that follow are counted.</summary>
/// <param name="Reason">The strategy's, with the figures that held.</param>
/// <param name="Detail">The figures behind the denial.</param>
public sealed record SignalDenied(
    Symbol Symbol, string Strategy, IntentKind Kind, string Reason, string Code, string Detail, int LimitsVersion, Timestamp MarketTime, Timestamp At)
    : IPortfolioEvent;

/// <summary>How often the same code denied the same strategy again after <see cref="SignalDenied"/>, until the hour's end or the stop.</summary>
public sealed record DenialsRepeated(Symbol Symbol, string Strategy, string Code, long Count, string LastDetail, Timestamp Hour, Timestamp At) : IPortfolioEvent;
