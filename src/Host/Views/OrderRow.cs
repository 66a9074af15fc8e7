using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Views;

/// <summary>An order as it is shown: the fold of its events, kept after it has closed.</summary>
internal sealed record OrderRow(
    string ClientOrderId, string VenueOrderId, string Symbol, string Strategy, OrderSide Side, OrderType Type, OrderStatus Status,
    Money Funds, Quantity Quantity, Quantity Filled, Money FilledFunds, Money Fees, Price ReferencePrice,
    string Reason, string Problem, Timestamp IntendedAt, int Fills)
{
    /// <summary>The conditions that the decision rested on.</summary>
    public ValueList<Condition> Because { get; init; } = ValueList<Condition>.Empty;

    /// <summary>Filled funds divided by filled quantity; none before the first fill.</summary>
    public Price AveragePrice => Filled.IsZero
        ? Price.None
        : new Price((long)Fixed.MultiplyDivideDown(FilledFunds.Units, Fixed.One, Filled.Units));
}
