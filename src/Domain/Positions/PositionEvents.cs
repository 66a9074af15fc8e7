using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>Something that happened to a symbol's orders and positions; kept in the journal for ever.</summary>
public interface IPositionEvent
{
    /// <summary>The order that it is about; <c>default</c> for what is about none.</summary>
    ClientOrderId ClientOrderId { get; }
}

/// <summary>An order was decided and allowed. Nothing has been sent yet.</summary>
/// <param name="Number">Counts the symbol's orders from 1.</param>
/// <param name="Reason">Why the strategy wanted it, with figures.</param>
public sealed record OrderIntended(
    ClientOrderId ClientOrderId, long Number, Symbol Symbol, string Strategy, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, Price ReferencePrice, string Reason, Timestamp At) : IPositionEvent
{
    /// <summary>The conditions that the strategy's decision rests on; none for an order that follows from another.</summary>
    public ValueList<Condition> Because { get; init; } = ValueList<Condition>.Empty;
}

/// <summary>From here on the order may have reached the venue.</summary>
public sealed record OrderSubmitted(ClientOrderId ClientOrderId) : IPositionEvent;

/// <summary>The venue has the order.</summary>
public sealed record OrderAccepted(ClientOrderId ClientOrderId, string VenueOrderId, Timestamp VenueTime) : IPositionEvent;

/// <summary>The venue's answer was ambiguous; only its own record settles it.</summary>
public sealed record OrderBecameUnknown(ClientOrderId ClientOrderId, string Cause) : IPositionEvent;

/// <summary>A part of the order, or all of it, was executed. <paramref name="Funds"/> is price x quantity.</summary>
public sealed record OrderExecuted(
    ClientOrderId ClientOrderId, string TradeId, Price Price, Quantity Quantity, Money Funds, Money Fee,
    LiquiditySide Liquidity, Timestamp VenueTime) : IPositionEvent;

/// <summary>The order ended filled: to its quantity, or as far as its funds bought.</summary>
public sealed record OrderFilled(ClientOrderId ClientOrderId, Timestamp VenueTime) : IPositionEvent;

/// <summary>The order ended with a rest unfilled.</summary>
public sealed record OrderCancelled(ClientOrderId ClientOrderId, Timestamp VenueTime) : IPositionEvent;

/// <summary>The venue refused the order, or it never reached the venue. Code <see cref="NeverReached"/> is ours.</summary>
public sealed record OrderRejected(ClientOrderId ClientOrderId, string Code, string Message) : IPositionEvent
{
    /// <summary>The venue's own record has no such order, long after it was sent.</summary>
    public const string NeverReached = "never_reached_venue";

    /// <summary>It could not be sent at all.</summary>
    public const string NotSent = "not_sent";

    /// <summary>The order whose place it should have taken was filled first.</summary>
    public const string Overtaken = "overtaken";

    /// <summary>True when the venue itself said nothing: it may have the order after all.</summary>
    public bool IsGivenUp => Code is NeverReached or NotSent or Overtaken;
}

/// <summary>Risk allowed the order: follows its intent, and once more its trigger where an entry waited for one. What guards, escalates or amends another order has none.</summary>
public sealed record OrderPermitted(ClientOrderId ClientOrderId, RiskPermission Permission, Timestamp At) : IPositionEvent;
