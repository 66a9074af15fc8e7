using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads an order as the lists give it: without its fills.</summary>
internal static class UpbitListedOrders
{
    private static readonly KeyTable Keys = new(
        "identifier", "uuid", "market", "side", "ord_type", "state", "price", "volume", "executed_volume", "created_at");

    private enum Key { Identifier, Uuid, Market, Side, Type, State, Price, Volume, Executed, CreatedAt }

    /// <summary>Null when a field is missing or unreadable. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static ListedOrder? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var order = new JsonMembers(json, Keys, slots);
        if (order.Text((int)Key.Uuid) is not { Length: > 0 } uuid
            || !Symbol.TryParse(order.Text((int)Key.Market), out Symbol symbol)
            || SideOf(order.Bytes((int)Key.Side)) is not { } side
            || StateOf(order.Bytes((int)Key.State)) is not { } state
            || !UpbitTime.TryParseOrderTime(order.Text((int)Key.CreatedAt), out Timestamp created)
            || !order.TryQuantity((int)Key.Executed, out Quantity executed))
            return null;
        Price? price = null;
        // A market buy states its money there.
        if (order.Bytes((int)Key.Type).SequenceEqual("limit"u8))
        {
            if (!order.TryPrice((int)Key.Price, out Price limit))
                return null;
            price = limit;
        }
        Quantity? quantity = null;
        if (order.Has((int)Key.Volume))
        {
            if (!order.TryQuantity((int)Key.Volume, out Quantity volume))
                return null;
            quantity = volume;
        }
        ClientOrderId? id = order.Text((int)Key.Identifier) is { Length: > 0 } identifier ? new ClientOrderId(identifier) : null;
        return new ListedOrder(id, uuid, symbol, side, state, price, quantity, executed, created);
    }

    private static OrderSide? SideOf(ReadOnlySpan<byte> side) =>
        side.SequenceEqual("bid"u8) ? OrderSide.Buy : side.SequenceEqual("ask"u8) ? OrderSide.Sell : null;

    private static ReportedState? StateOf(ReadOnlySpan<byte> state) =>
        state.SequenceEqual("wait"u8) || state.SequenceEqual("watch"u8) ? ReportedState.Open
        : state.SequenceEqual("done"u8) || state.SequenceEqual("cancel"u8) ? ReportedState.Closed
        : null;
}
