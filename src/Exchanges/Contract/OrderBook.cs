using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>
/// The resting orders of a market as the venue showed them, whole: each book replaces the one before. Asks ascend, bids descend; no level is empty.
/// </summary>
/// <param name="Time">The venue's time of its last change, which may be long ago in a quiet market.</param>
public sealed record OrderBook(Timestamp Time, ValueList<BookLevel> Asks, ValueList<BookLevel> Bids);

/// <summary>What rests at one price.</summary>
public readonly record struct BookLevel(Price Price, Quantity Quantity);
