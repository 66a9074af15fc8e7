using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A trade on the tape of the market at position <paramref name="Market"/> in its source's <see cref="IMarketSource.Symbols"/>.</summary>
public readonly record struct TapeTrade(int Market, Trade Trade);

/// <summary>Where a <see cref="LocalExchange"/> gets its tape from. Serves one exchange; used by one thread at a time.</summary>
public interface IMarketSource
{
    IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>
    /// True when the tape must lose nothing: it waits for the first subscriber and then for the slowest. False when it goes on as a
    /// market does, and a subscriber that falls behind is cut off.
    /// </summary>
    bool WaitsForConsumers { get; }

    /// <summary>The exchange's rules with this market's own depth.</summary>
    VenueRules RulesOf(int market, VenueRules rules) => rules;

    /// <summary>Called once, before any trade is taken. Gives the venue's time at opening; trades before it are history.</summary>
    /// <param name="now">The real time.</param>
    Timestamp Start(Timestamp now);

    /// <summary>The next trade, in order of time; false when the tape has ended for good.</summary>
    bool TryNext(out TapeTrade next);
}
