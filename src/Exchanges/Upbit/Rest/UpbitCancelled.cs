using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>What the venue said to a cancel of several orders.</summary>
/// <param name="Accepted">Will be cancelled.</param>
/// <param name="Failed">Will not: most of them have ended.</param>
public sealed record UpbitCancelled(ValueList<UpbitNamedOrder> Accepted, ValueList<UpbitNamedOrder> Failed)
{
    private static readonly KeyTable Keys = new("success", "failed");
    private static readonly KeyTable GroupKeys = new("orders");
    private static readonly KeyTable OrderKeys = new("uuid", "market", "identifier");

    /// <summary>Null when anything in it is unreadable. Of an order that the venue does not know, it may tell the asked-for name alone.</summary>
    internal static UpbitCancelled? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var answer = new JsonMembers(json, Keys, slots);
        return TryReadGroup(answer.Nested(0)) is { } accepted && TryReadGroup(answer.Nested(1)) is { } failed
            ? new UpbitCancelled(accepted, failed)
            : null;
    }

    private static ValueList<UpbitNamedOrder>? TryReadGroup(ReadOnlySpan<byte> group)
    {
        if (group is not [(byte)'{', ..])
            return null;
        Span<UpbitSlot> slots = stackalloc UpbitSlot[GroupKeys.Count];
        if (new JsonMembers(group, GroupKeys, slots).Nested(0) is not [(byte)'[', ..] list)
            return null;
        return UpbitBody.TryReadList<UpbitNamedOrder>(list, TryReadOrder) is { } orders ? ValueList<UpbitNamedOrder>.Of(orders) : null;
    }

    private static UpbitNamedOrder? TryReadOrder(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[OrderKeys.Count];
        var order = new JsonMembers(json, OrderKeys, slots);
        string? uuid = order.Text(0);
        ClientOrderId? id = order.Text(2) is { Length: > 0 } identifier ? new ClientOrderId(identifier) : null;
        Symbol? symbol = Symbol.TryParse(order.Text(1), out Symbol market) ? market : null;
        return uuid is { Length: > 0 } || id is not null ? new UpbitNamedOrder(uuid, symbol, id) : null;
    }
}

/// <summary>An order by what the venue knows of it: at least one of its two names.</summary>
public sealed record UpbitNamedOrder(string? VenueOrderId, Symbol? Symbol, ClientOrderId? ClientOrderId);
