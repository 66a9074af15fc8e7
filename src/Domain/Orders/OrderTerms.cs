namespace CoinPilot.Orders;

public enum OrderSide : byte { Buy = 1, Sell = 2 }

/// <summary>
/// Market buys state the money to spend, market sells the quantity; limits state quantity and price. <see cref="Best"/> states what a market
/// order does, and takes at the best opposite price alone; never rests.
/// </summary>
public enum OrderType : byte { Market = 1, Limit = 2, Best = 3 }

/// <summary>How long an order may rest. <see cref="Gtc"/> rests until filled or cancelled.</summary>
public enum TimeInForce : byte { Gtc = 0, Ioc = 1, Fok = 2, PostOnly = 3 }

/// <summary>Whether a fill took liquidity from the book or provided it.</summary>
public enum LiquiditySide : byte { Taker = 0, Maker = 1 }

/// <summary>
/// An order's life; <see cref="OrderLife"/> has its transitions. <see cref="New"/>: ours alone; <see cref="Armed"/>: waits with us for its
/// trigger; <see cref="Triggered"/>: fired, and waits until it may be sent; <see cref="Submitted"/>: may have reached the venue;
/// <see cref="Unknown"/>: the venue's answer is ambiguous until its own record settles it.
/// Rejected is the venue's word; what our risk refuses is denied and never becomes an order.
/// </summary>
public enum OrderStatus : byte
{
    New = 0, Submitted = 1, Open = 2, PartiallyFilled = 3, Unknown = 4, Filled = 5, Cancelled = 6, Rejected = 7, Armed = 8, Triggered = 9,
}
