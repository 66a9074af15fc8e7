using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>An execution of one of a strategy's own orders, as its position has booked it.</summary>
/// <param name="Number">Counts the symbol's fills from 1, over all strategies; never the same twice.</param>
/// <param name="Fee">KRW.</param>
/// <param name="Tag">The order's tag; empty for an order of no name and for what guards an entry.</param>
/// <param name="Time">The venue's.</param>
public readonly record struct Fill(long Number, OrderSide Side, Quantity Quantity, Price Price, Money Fee, string Tag, Timestamp Time);
