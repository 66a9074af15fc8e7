using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>An order as a venue lists it, without its fills; a look-up gives those.</summary>
/// <param name="ClientOrderId">Null for an order that was placed without one.</param>
/// <param name="Price">Null for an order without one.</param>
/// <param name="Quantity">Null for an order that states money.</param>
public sealed record ListedOrder(
    ClientOrderId? ClientOrderId, string VenueOrderId, Symbol Symbol, OrderSide Side, ReportedState State,
    Price? Price, Quantity? Quantity, Quantity Executed, Timestamp CreatedAt);
