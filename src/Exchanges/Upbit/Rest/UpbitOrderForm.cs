using CoinPilot.Actors.Trading;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Writes an order as the venue wants it: a market buy states money (the fee comes on top), a market sell a quantity, a limit both price and quantity.
/// A best order states what a market order does, and must say whether it takes what it can or all.
/// </summary>
internal static class UpbitOrderForm
{
    /// <summary>Throws <see cref="ArgumentException"/> for an order that no venue could mean anything by; the caller's checks come before.</summary>
    public static UpbitParameters Of(SubmitOrder order, UpbitSelfTrade? selfTrade = null)
    {
        string identifier = Identifier(order);
        UpbitParameters form = new UpbitParameters()
            .With("market", order.Symbol.Code)
            .With("side", order.Side switch
            {
                OrderSide.Buy => "bid",
                OrderSide.Sell => "ask",
                _ => throw new ArgumentException($"{identifier}: no side", nameof(order)),
            });
        return WithTerms(form, order, identifier, order.Quantity.ToString(), prefix: "")
            .With("smp_type", SelfTradeOf(order, selfTrade)).With("identifier", identifier);
    }

    /// <summary>
    /// As <see cref="Of"/>, for an order in the place of another; market, side and quantity are the other's, and only the venue knows what it
    /// leaves at that moment.
    /// </summary>
    public static UpbitParameters Replacing(ReplaceOrder order, UpbitSelfTrade? selfTrade = null)
    {
        string identifier = Identifier(order.Next);
        if (order.Previous == order.Next.ClientOrderId)
            throw new ArgumentException($"{identifier}: the new order needs an id of its own", nameof(order));
        UpbitParameters form = new UpbitParameters().With("prev_order_identifier", order.Previous.Value);
        return WithTerms(form, order.Next, identifier, "remain_only", prefix: "new_")
            .With("new_smp_type", SelfTradeOf(order.Next, selfTrade)).With("new_identifier", identifier);
    }

    private static string Identifier(SubmitOrder order) =>
        order.ClientOrderId.Value is { Length: > 0 and <= ClientOrderId.MaxLength } identifier
            ? identifier
            : throw new ArgumentException($"client order id '{order.ClientOrderId}' is empty or too long", nameof(order));

    private static UpbitParameters WithTerms(UpbitParameters form, SubmitOrder order, string identifier, string volume, string prefix) => (order.Type, order.Side) switch
    {
        (OrderType.Market, OrderSide.Buy) when order.Funds.Units > 0 =>
            form.With(prefix + "ord_type", "price").With(prefix + "price", order.Funds.ToString()),
        (OrderType.Market, OrderSide.Sell) when !order.Quantity.IsZero =>
            form.With(prefix + "ord_type", "market").With(prefix + "volume", volume),
        (OrderType.Best, OrderSide.Buy) when order.Funds.Units > 0 && NeverRests(order) =>
            form.With(prefix + "ord_type", "best").With(prefix + "price", order.Funds.ToString())
                .With(prefix + "time_in_force", TimeInForceOf(order.TimeInForce)),
        (OrderType.Best, OrderSide.Sell) when !order.Quantity.IsZero && NeverRests(order) =>
            form.With(prefix + "ord_type", "best").With(prefix + "volume", volume)
                .With(prefix + "time_in_force", TimeInForceOf(order.TimeInForce)),
        (OrderType.Limit, _) when !order.Quantity.IsZero && order.Price.IsSet =>
            form.With(prefix + "ord_type", "limit").With(prefix + "volume", volume).With(prefix + "price", order.Price.ToString())
                .With(prefix + "time_in_force", TimeInForceOf(order.TimeInForce)),
        _ => throw new ArgumentException($"{identifier}: {order.Type} {order.Side} without its amounts or with {order.TimeInForce}", nameof(order)),
    };

    private static bool NeverRests(SubmitOrder order) => order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok;

    private static string? TimeInForceOf(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Ioc => "ioc",
        TimeInForce.Fok => "fok",
        TimeInForce.PostOnly => "post_only",
        _ => null,
    };

    // The venue refuses an order that is both: one that only rests is never the taker of a self-trade.
    private static string? SelfTradeOf(SubmitOrder order, UpbitSelfTrade? selfTrade) =>
        order.TimeInForce == TimeInForce.PostOnly ? null : selfTrade switch
        {
            UpbitSelfTrade.CancelMaker => "cancel_maker",
            UpbitSelfTrade.CancelTaker => "cancel_taker",
            UpbitSelfTrade.Reduce => "reduce",
            _ => null,
        };
}
