using CoinPilot.Actors.Trading;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Writes an order as the venue wants it: a market buy states money (the fee comes on top), a market sell a quantity, a limit both price and quantity.</summary>
internal static class UpbitOrderForm
{
    /// <summary>Throws <see cref="ArgumentException"/> for an order that no venue could mean anything by; the caller's checks come before.</summary>
    public static UpbitParameters Of(SubmitOrder order)
    {
        if (order.ClientOrderId.Value is not { Length: > 0 and <= ClientOrderId.MaxLength } identifier)
            throw new ArgumentException($"client order id '{order.ClientOrderId}' is empty or too long", nameof(order));
        UpbitParameters form = new UpbitParameters()
            .With("market", order.Symbol.Code)
            .With("side", order.Side switch
            {
                OrderSide.Buy => "bid",
                OrderSide.Sell => "ask",
                _ => throw new ArgumentException($"{identifier}: no side", nameof(order)),
            });
        return WithTerms(form, order, identifier).With("identifier", identifier);
    }

    private static UpbitParameters WithTerms(UpbitParameters form, SubmitOrder order, string identifier) => (order.Type, order.Side) switch
    {
        (OrderType.Market, OrderSide.Buy) when order.Funds.Units > 0 =>
            form.With("ord_type", "price").With("price", order.Funds.ToString()),
        (OrderType.Market, OrderSide.Sell) when !order.Quantity.IsZero =>
            form.With("ord_type", "market").With("volume", order.Quantity.ToString()),
        (OrderType.Limit, _) when !order.Quantity.IsZero && order.Price.IsSet =>
            form.With("ord_type", "limit").With("volume", order.Quantity.ToString()).With("price", order.Price.ToString())
                .With("time_in_force", TimeInForceOf(order.TimeInForce)),
        _ => throw new ArgumentException($"{identifier}: {order.Type} {order.Side} without its amounts", nameof(order)),
    };

    private static string? TimeInForceOf(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Ioc => "ioc",
        TimeInForce.Fok => "fok",
        TimeInForce.PostOnly => "post_only",
        _ => null,
    };
}
