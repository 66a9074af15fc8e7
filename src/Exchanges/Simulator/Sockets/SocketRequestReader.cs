using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Reads request frames: a JSON array of a ticket, type objects and a format.</summary>
internal static class SocketRequestReader
{
    /// <summary>The request, or the error that the venue answers with.</summary>
    public static (SocketRequest? Request, SocketError? Error) Read(ReadOnlyMemory<byte> utf8, bool isPrivate)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            return Read(document.RootElement, isPrivate);
        }
        catch (JsonException)
        {
            return (null, SocketError.WrongFormat);
        }
    }

    private static (SocketRequest? Request, SocketError? Error) Read(JsonElement root, bool isPrivate)
    {
        if (root.ValueKind != JsonValueKind.Array || root.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
            return (null, SocketError.WrongFormat);
        if (root.GetArrayLength() == 0 || !TryText(root[0], "ticket", out string ticket) || ticket.Length == 0)
            return (null, SocketError.NoTicket);

        var topics = new List<SocketTopic>();
        WireFormat? format = null;
        bool isList = false;
        foreach (JsonElement part in root.EnumerateArray().Skip(1))
        {
            if (part.TryGetProperty("type", out _))
            {
                (SocketTopic? topic, SocketError? error) = ReadTopic(part, isPrivate);
                if (topic is null)
                    return (null, error);
                topics.Add(topic);
            }
            else if (TryText(part, "method", out string method) && method == "LIST_SUBSCRIPTIONS")
                isList = true;
            else if (part.TryGetProperty("format", out JsonElement named))
            {
                format = FormatOf(named);
                if (format is null)
                    return (null, SocketError.Unsupported(named.ToString()));
            }
            else
                return (null, SocketError.NoType);
        }
        return topics.Count == 0 && !isList ? (null, SocketError.NoType) : (new SocketRequest(ticket, topics, format, isList), null);
    }

    private static (SocketTopic? Topic, SocketError? Error) ReadTopic(JsonElement part, bool isPrivate)
    {
        if (!TryText(part, "type", out string type))
            return (null, SocketError.WrongFormat);
        if (TopicOf(type) is not { } topic || topic.IsPrivate != isPrivate)
            return (null, SocketError.Unsupported(type));
        if (!TryCodes(part, out string[]? codes))
            return (null, SocketError.WrongFormat);
        if (codes is null && !isPrivate)
            return (null, SocketError.NoCodes);
        if ((codes is not null && topic.Kind == StreamKind.MyAsset) || !TryLevel(part, out Price level))
            return (null, SocketError.WrongFormat);
        if (!TryFlag(part, "is_only_snapshot", "isOnlySnapshot", out bool onlySnapshot) ||
            !TryFlag(part, "is_only_realtime", "isOnlyRealtime", out bool onlyRealtime))
            return (null, SocketError.WrongFormat);
        return (topic with { Codes = codes ?? [], WantsSnapshot = !onlyRealtime, WantsRealtime = !onlySnapshot, Level = level }, null);
    }

    private static SocketTopic? TopicOf(string type)
    {
        CandleUnit? unit = CandleUnit.FindSocketType(type);
        StreamKind? kind = type switch
        {
            "trade" => StreamKind.Trade,
            "ticker" => StreamKind.Ticker,
            "orderbook" => StreamKind.OrderBook,
            "myOrder" => StreamKind.MyOrder,
            "myAsset" => StreamKind.MyAsset,
            "announcement" => StreamKind.Announcement,
            _ => unit is null ? null : StreamKind.Candle,
        };
        return kind is { } known ? new SocketTopic(known, type, [], true, true) { Unit = unit } : null;
    }

    private static bool TryLevel(JsonElement part, out Price level)
    {
        level = Price.None;
        if (!part.TryGetProperty("level", out JsonElement value))
            return true;
        return value.ValueKind == JsonValueKind.Number && (value.TryGetDecimal(out decimal zero) && zero == 0 || Price.TryParse(value.GetRawText(), out level));
    }

    private static WireFormat? FormatOf(JsonElement format) => format.ValueKind != JsonValueKind.String ? null : format.GetString() switch
    {
        "DEFAULT" => WireFormat.Default,
        "SIMPLE" => WireFormat.Simple,
        "JSON_LIST" => WireFormat.JsonList,
        "SIMPLE_LIST" => WireFormat.SimpleList,
        _ => null,
    };

    private static bool TryText(JsonElement part, string name, out string text)
    {
        bool ok = part.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String;
        text = ok ? value.GetString()! : "";
        return ok;
    }

    private static bool TryCodes(JsonElement part, out string[]? codes)
    {
        codes = null;
        if (!part.TryGetProperty("codes", out JsonElement value))
            return true;
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(c => c.ValueKind != JsonValueKind.String))
            return false;
        codes = [.. value.EnumerateArray().Select(c => c.GetString()!)];
        return true;
    }

    private static bool TryFlag(JsonElement part, string name, string oldName, out bool flag)
    {
        flag = false;
        if (!part.TryGetProperty(name, out JsonElement value) && !part.TryGetProperty(oldName, out value))
            return true;
        flag = value.ValueKind == JsonValueKind.True;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }
}
