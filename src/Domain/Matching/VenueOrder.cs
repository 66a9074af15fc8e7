using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// An order as it reaches a venue. A market or best buy has <paramref name="Funds"/> (KRW to spend, fee on top) and no quantity;
/// a market or best sell has a quantity; a limit has quantity and price.
/// </summary>
/// <param name="Identifier">The client's own id, unique per account for ever; empty for none.</param>
public sealed record VenueOrderRequest(
    Symbol Symbol, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, string Identifier)
{
    public SelfMatch SelfMatch { get; init; }

    /// <summary>True when <see cref="Funds"/> counts and not <see cref="Quantity"/>: a market or best buy.</summary>
    public bool StatesFunds => Side == OrderSide.Buy && Type != OrderType.Limit;
}

/// <summary>An order's state at a venue, with Upbit's meaning: <see cref="Done"/> is filled to the end, <see cref="Cancelled"/> may be partly or wholly executed.</summary>
public enum VenueOrderState : byte { Waiting, Done, Cancelled }

/// <summary>Why a venue refuses; the names follow Upbit's error names.</summary>
public enum VenueError : byte
{
    None, MarketNotFound, InvalidPrice, InvalidVolume, UnderMinimumTotal, OverMaximumTotal, InsufficientFunds,
    DuplicatedIdentifier, OrderNotFound, InvalidParameter, MarketOffline, NoLiquidity,
}

/// <summary>One execution of a venue's order.</summary>
public sealed record VenueFill(
    string TradeId, Price Price, Quantity Quantity, Money Funds, Money Fee, LiquiditySide Liquidity, Timestamp Time);

/// <summary>
/// A venue's record of an order; an immutable snapshot, so that it can cross threads. <paramref name="Locked"/> is the money that its open part
/// holds, fee included; a sell holds coins instead, its quantity less <paramref name="Executed"/> and what was prevented while it waits.
/// </summary>
public sealed record VenueOrder(
    string VenueOrderId, VenueOrderRequest Request, VenueOrderState State, Timestamp CreatedAt,
    Quantity Executed, Money ExecutedFunds, Money PaidFee, Money ReservedFee, Money Locked, IReadOnlyList<VenueFill> Fills)
{
    public Prevention Prevented { get; init; }
}
