using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's word to its users, such as of maintenance or a delisting. <paramref name="Body"/> is null where it was not asked for.</summary>
internal sealed record UpbitAnnouncement(
    string EventType, string Uuid, string Title, string Category, string? Url, string? FirstListedAt, string? ListedAt, string? Body, Timestamp VenueTime);

/// <summary>Reads the private socket's <c>announcement</c>.</summary>
internal static class UpbitAnnouncements
{
    private static readonly KeyTable Keys = new(
        "event_type et", "uuid uid", "title tt", "category cat", "url", "first_listed_at flat", "listed_at lat", "body bd", "timestamp tms");

    private enum Key { EventType, Uuid, Title, Category, Url, FirstListedAt, ListedAt, Body, Time }

    /// <summary>Null without identity, title or time. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static UpbitAnnouncement? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        if (members.Text((int)Key.Uuid) is not { Length: > 0 } uuid
            || members.Text((int)Key.Title) is not { } title
            || !members.TryMillis((int)Key.Time, out Timestamp time))
            return null;
        return new UpbitAnnouncement(
            members.Text((int)Key.EventType) ?? "", uuid, title, members.Text((int)Key.Category) ?? "", members.Text((int)Key.Url),
            members.Text((int)Key.FirstListedAt), members.Text((int)Key.ListedAt), members.Text((int)Key.Body), time);
    }
}
