using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

// What happens to a symbol's holdings other than by our own orders.

/// <summary>A part of one virtual position now belongs to another, at its cost; the symbol's sum stays.</summary>
public sealed record HoldingTransferred(string From, string To, Quantity Quantity, Money Cost, string Reason, Timestamp At) : IPositionEvent
{
    ClientOrderId IPositionEvent.ClientOrderId => default;
}

/// <summary>A holding is set to what the venue says, where no order explains the difference: coins moved in or out by hand.</summary>
/// <param name="Cost">What the holding counts as having cost from here on.</param>
public sealed record HoldingAdjusted(string Strategy, Quantity Quantity, Money Cost, string Reason, Timestamp At) : IPositionEvent
{
    ClientOrderId IPositionEvent.ClientOrderId => default;
}

/// <summary>
/// An order that the journal does not have was found at the venue: somebody's by hand, another program's, or one of ours from events that never got
/// into the journal.
/// </summary>
/// <param name="Number">The number of one of ours, which is used up with it; 0 for everybody else's.</param>
public sealed record ExternalOrderAdopted(
    ClientOrderId ClientOrderId, string VenueOrderId, OrderSide Side, OrderType Type, Quantity Quantity, Price Price, Money Funds,
    Timestamp VenueTime, long Number) : IPositionEvent;

/// <summary>What may be done in the symbol from here on.</summary>
/// <param name="Reason">In plain words, with figures.</param>
public sealed record TradingStateChanged(TradingState State, string Reason, Timestamp At) : IPositionEvent
{
    ClientOrderId IPositionEvent.ClientOrderId => default;
}
