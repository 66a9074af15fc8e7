using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>An order that asks to be allowed. <paramref name="Value"/> is what it spends or brings, without fee.</summary>
/// <param name="IsReduction">True when it can only shrink a position; reductions pass all but the venue's own rules.</param>
/// <param name="LimitPrice">None for a market order.</param>
public readonly record struct OrderProposal(OrderSide Side, bool IsReduction, Money Value, Price LimitPrice)
{
    /// <summary>Zero where the order states what it spends.</summary>
    public Quantity Quantity { get; init; }
}

/// <summary>What a symbol knows of its market.</summary>
/// <param name="LastPriceAt">When the last price reached us; none before the first.</param>
public readonly record struct MarketView(Price LastPrice, Timestamp LastPriceAt);
