using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>
/// An order of ours. A market buy has <paramref name="Funds"/> (KRW to spend, fee on top); every other has <paramref name="Quantity"/>.
/// </summary>
/// <param name="ReferencePrice">The last price when the order was decided; slippage is measured against it.</param>
/// <param name="TradeIds">The venue's trades already booked, so that a repeated report books nothing.</param>
public sealed record Order(
    ClientOrderId Id, string Strategy, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, Price ReferencePrice, Timestamp IntendedAt,
    OrderStatus Status, string VenueOrderId, Quantity Filled, Money FilledFunds, Money Fees, ValueList<string> TradeIds)
{
    /// <summary>What it is held to besides its terms.</summary>
    public OrderConditions Conditions { get; init; } = OrderConditions.None;

    /// <summary>When its trigger fired; none before, and for an order without one.</summary>
    public Timestamp TriggeredAt { get; init; }

    /// <summary>The best price that a trailing stop has journaled; none before it is active.</summary>
    public Price Best { get; init; }

    /// <summary>Why it is to be cancelled: a <see cref="CancelCause"/>; empty while it is wanted.</summary>
    public string CancelReason { get; init; } = "";

    /// <summary>When sending it was decided: with its intent, or when its trigger fired.</summary>
    public Timestamp DecidedAt => TriggeredAt.IsSet ? TriggeredAt : IntendedAt;

    /// <summary>When it is withdrawn for a market order in its place; none for never.</summary>
    public Timestamp EscalatesAt => Conditions.EscalatesAfter > TimeSpan.Zero ? DecidedAt + Conditions.EscalatesAfter : Timestamp.None;

    /// <summary>True while it waits with us and the venue cannot have it.</summary>
    public bool IsWaiting => Status is OrderStatus.Armed or OrderStatus.Triggered;

    public bool IsMarketBuy => Side == OrderSide.Buy && Type == OrderType.Market;

    /// <summary>The quantity not executed yet; zero for a market buy, which states money.</summary>
    public Quantity Rest => IsMarketBuy || Filled >= Quantity ? Quantity.Zero : Quantity - Filled;

    /// <summary>True when nothing more can happen to it.</summary>
    public bool IsClosed => Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected;

    /// <summary>What the order may still spend, fee included; zero for a sell.</summary>
    public Money Committed(FeeRate fee)
    {
        if (Side == OrderSide.Sell)
            return Money.Zero;
        Money total = Type == OrderType.Market ? Funds : Money.NotionalDown(Price, Quantity);
        Money rest = Money.Max(Money.Zero, total - FilledFunds);
        return rest + rest.FeeDown(fee);
    }

    /// <summary>What a sell may still deliver; zero for a buy.</summary>
    public Quantity RemainingSell => Side == OrderSide.Sell ? Quantity - Filled : Quantity.Zero;
}
