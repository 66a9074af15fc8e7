using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

// What happens to orders that are more than plain: each comes beside the events of every order, so that those never change.

/// <summary>Follows <see cref="OrderIntended"/> for an order that is held to more than its terms.</summary>
public sealed record OrderConditioned(ClientOrderId ClientOrderId, OrderConditions Conditions) : IPositionEvent;

/// <summary>The order waits with us for its trigger; nothing is sent.</summary>
public sealed record OrderArmed(ClientOrderId ClientOrderId, Timestamp At) : IPositionEvent;

/// <summary>A trailing stop has a better price to follow. What is not journaled here does not move it.</summary>
public sealed record TrailAdvanced(ClientOrderId ClientOrderId, Price Best) : IPositionEvent;

/// <summary>The price reached the order's level; from here on it is to be sent, also by a process that starts again.</summary>
/// <param name="Price">The price that did.</param>
public sealed record OrderTriggered(ClientOrderId ClientOrderId, Price Price, Timestamp At) : IPositionEvent;

/// <summary>The order's size is another now: what it guards has grown, or less is left to sell.</summary>
public sealed record OrderResized(ClientOrderId ClientOrderId, Quantity Quantity, Money Funds) : IPositionEvent;

/// <summary>The order is not wanted any more. The venue is asked to cancel it until its record says that it has ended.</summary>
/// <param name="Reason">Begins with a <see cref="CancelCause"/>.</param>
public sealed record OrderCancelRequested(ClientOrderId ClientOrderId, string Reason, Timestamp At) : IPositionEvent;

/// <summary>An order that was given up as never reached is at the venue after all.</summary>
public sealed record OrderReopened(ClientOrderId ClientOrderId, Timestamp At) : IPositionEvent;
