using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>An order of a trade, with all that was filled of it.</summary>
/// <param name="Time">The venue's time of its first fill.</param>
/// <param name="Funds">Price x quantity of its fills, without fees.</param>
public readonly record struct TradeOrder(OrderSide Side, Timestamp Time, Quantity Quantity, Money Funds)
{
    /// <summary>The average price of its fills, cut to 1e-8.</summary>
    public Price Price => RoundTrip.Average(Funds, Quantity);

    internal TradeOrder With(Quantity quantity, Money funds) => this with { Quantity = Quantity + quantity, Funds = Funds + funds };
}
