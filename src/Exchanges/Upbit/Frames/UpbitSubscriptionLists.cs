using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>One stream that the connection is subscribed to. <paramref name="Level"/> is an order book's grouping.</summary>
internal sealed record UpbitSubscribed(string Type, ValueList<string> Codes, Money? Level);

/// <summary>The answer to <c>LIST_SUBSCRIPTIONS</c>.</summary>
internal sealed record UpbitSubscriptionList(string Ticket, ValueList<UpbitSubscribed> Streams);

/// <summary>Reads the answer to <c>LIST_SUBSCRIPTIONS</c>.</summary>
internal static class UpbitSubscriptionLists
{
    private static readonly KeyTable Keys = new("result rslt", "ticket tck");
    private static readonly KeyTable StreamKeys = new("type ty", "codes cds", "level lv");

    private enum Key { Result, Ticket }

    private enum StreamKey { Type, Codes, Level }

    /// <summary>Null when a field is missing or unreadable. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static UpbitSubscriptionList? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        if (members.Nested((int)Key.Result) is not [(byte)'[', ..] result)
            return null;
        List<UpbitSubscribed> streams = [];
        Span<UpbitSlot> streamSlots = stackalloc UpbitSlot[StreamKeys.Count];
        var elements = new JsonElements(result);
        while (elements.TryNext(out ReadOnlySpan<byte> element))
        {
            if (element is not [(byte)'{', ..] || TryReadStream(new JsonMembers(element, StreamKeys, streamSlots)) is not { } stream)
                return null;
            streams.Add(stream);
        }
        return new UpbitSubscriptionList(members.Text((int)Key.Ticket) ?? "", ValueList<UpbitSubscribed>.Of(streams));
    }

    private static UpbitSubscribed? TryReadStream(in JsonMembers members)
    {
        Money level = Money.Zero;
        bool hasLevel = members.Has((int)StreamKey.Level);
        if (members.Text((int)StreamKey.Type) is not { Length: > 0 } type || (hasLevel && !members.TryMoney((int)StreamKey.Level, out level)))
            return null;
        List<string> codes = [];
        if (members.Nested((int)StreamKey.Codes) is [(byte)'[', ..] list)
        {
            var elements = new JsonElements(list);
            while (elements.TryNext(out ReadOnlySpan<byte> code))
            {
                if (code is not [(byte)'"', .., (byte)'"'])
                    return null;
                codes.Add(System.Text.Encoding.UTF8.GetString(code[1..^1]));
            }
        }
        return new UpbitSubscribed(type, ValueList<string>.Of(codes), hasLevel ? level : null);
    }
}
