using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>An order as a venue's list has it. Lists show no fills; a look-up does.</summary>
/// <param name="ClientOrderId">Its identifier; <see cref="ByVenueId"/> for one that was placed without.</param>
/// <param name="Quantity">Zero for an order that states money.</param>
/// <param name="Price">None for an order without one.</param>
public sealed record StatedOrder(
    ClientOrderId ClientOrderId, string VenueOrderId, OrderSide Side, bool IsOpen, Quantity Quantity, Price Price, Quantity Executed,
    Timestamp CreatedAt)
{
    private const string Prefix = "venue:";

    /// <summary>How an order without an identifier is called here.</summary>
    public static ClientOrderId ByVenueId(string venueOrderId) => new(Prefix + venueOrderId);

    /// <summary>The venue's own id in a <see cref="ByVenueId"/>, or null for an identifier.</summary>
    public static string? VenueIdIn(ClientOrderId id) => id.Value.StartsWith(Prefix, StringComparison.Ordinal) ? id.Value[Prefix.Length..] : null;
}

/// <summary>What a venue says of an account's orders and balance in one symbol.</summary>
/// <param name="Open">Every order that rests, whoever placed it.</param>
/// <param name="Closed">Orders that ended lately; may repeat what was stated before.</param>
/// <param name="Balance">Of the base currency, free and in orders.</param>
public sealed record VenueStatement(ValueList<StatedOrder> Open, ValueList<StatedOrder> Closed, Quantity Balance);

/// <summary>How a symbol's book stands against the venue.</summary>
/// <param name="Unsettled">Orders of which the venue says more than is booked: they are being looked up.</param>
/// <param name="Booked">What all positions hold together.</param>
/// <param name="Balance">What the venue has.</param>
/// <param name="IsConfirmed">True for a difference that two statements in a row agreed on, with nothing under way.</param>
public sealed record Reconciliation(int Unsettled, int Adopted, Quantity Booked, Quantity Balance, bool IsConfirmed, TradingState State, string StateReason)
{
    /// <summary>The book's newest event when it was held against the venue; what was found may have added to it.</summary>
    public long Sequence { get; init; }

    public bool Agrees => Unsettled == 0 && Booked == Balance;
}
