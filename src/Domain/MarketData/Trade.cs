using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// A trade between others, as the venue published it. <paramref name="Taker"/> is the aggressor's side;
/// <paramref name="SequentialId"/> is the venue's own number, unique per symbol (0 where the source has none).
/// </summary>
public readonly record struct Trade(Timestamp Time, Price Price, Quantity Quantity, OrderSide Taker, long SequentialId);
