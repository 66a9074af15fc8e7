using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Reads fault switches; what makes no sense is named by its place and field.</summary>
/// <param name="begin">The venue's time from which <c>after_s</c> and <c>duration_s</c> count.</param>
internal sealed class FaultReader(Timestamp begin)
{
    private static readonly Dictionary<string, FaultKind> Kinds =
        Enum.GetValues<FaultKind>().ToDictionary(k => JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ToString()), StringComparer.Ordinal);

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "fault", "group", "endpoint", "symbol", "socket", "probability", "count", "from", "until", "after_s", "duration_s", "ms", "status",
    };

    private static readonly HashSet<FaultKind> NeedMillis =
        [FaultKind.IdleTimeout, FaultKind.LateCandle, FaultKind.SlowAnswer, FaultKind.ClockSkew];

    /// <summary>A scenario: <c>{"seed": 7, "faults": [...]}</c>. Throws <see cref="FormatException"/> that names the line, or the entry and field.</summary>
    public (ulong? Seed, IReadOnlyList<Fault> Faults) ReadScenario(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("faults", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
                throw new FormatException("faults: a list is missing");
            foreach (JsonProperty unknown in root.EnumerateObject().Where(p => p.Name is not ("faults" or "seed")))
                throw new FormatException($"{unknown.Name}: no such field");
            ulong? seed = null;
            if (root.TryGetProperty("seed", out JsonElement seedValue))
                seed = seedValue.ValueKind == JsonValueKind.Number && seedValue.TryGetUInt64(out ulong read) ? read : throw new FormatException("seed: a whole number is wanted");
            return (seed, [.. list.EnumerateArray().Select((fault, index) => Read(fault, $"faults[{index}]"))]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"line {e.LineNumber + 1}: no JSON", e);
        }
    }

    /// <summary>One switch; <paramref name="place"/> is how errors name it.</summary>
    public Fault Read(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{place}: an object is wanted");
        foreach (JsonProperty field in json.EnumerateObject().Where(p => !Known.Contains(p.Name)))
            throw new FormatException($"{place}.{field.Name}: no such field");
        string name = Text(json, place, "fault") ?? throw new FormatException($"{place}.fault: missing");
        if (!Kinds.TryGetValue(name, out FaultKind kind))
            throw new FormatException($"{place}.fault: '{name}' is none of {string.Join(", ", Kinds.Keys)}");
        Timestamp from = Time(json, place, "from") ?? begin + Seconds(json, place, "after_s", TimeSpan.Zero);
        Timestamp until = Time(json, place, "until") ??
            (json.TryGetProperty("duration_s", out _) ? from + Seconds(json, place, "duration_s", TimeSpan.Zero) : new Timestamp(long.MaxValue));
        Fault fault = new(kind, name, from, until)
        {
            Group = Text(json, place, "group"),
            Endpoint = Text(json, place, "endpoint"),
            Symbol = Text(json, place, "symbol"),
            Socket = Text(json, place, "socket"),
            Probability = Number(json, place, "probability", 0, 1) ?? 1,
            Count = (int)(Number(json, place, "count", 1, int.MaxValue) ?? int.MaxValue),
            Millis = (int)(Number(json, place, "ms", kind == FaultKind.ClockSkew ? -86_400_000 : 0, 86_400_000) ?? 0),
            Status = (int)(Number(json, place, "status", 400, 599) ?? 0),
        };
        return Whole(fault, json, place);
    }

    private static Fault Whole(Fault fault, JsonElement json, string place)
    {
        if (NeedMillis.Contains(fault.Kind) && !json.TryGetProperty("ms", out _))
            throw new FormatException($"{place}.ms: {fault.Name} needs it");
        if (fault.Kind == FaultKind.AnswerStatus && fault.Status == 0)
            throw new FormatException($"{place}.status: {fault.Name} needs it");
        if (fault.Socket is not (null or "public" or "private"))
            throw new FormatException($"{place}.socket: 'public' or 'private' is wanted");
        if (fault.Until <= fault.From)
            throw new FormatException($"{place}.until: not after its begin");
        return fault;
    }

    private static string? Text(JsonElement json, string place, string name)
    {
        if (!json.TryGetProperty(name, out JsonElement value))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"{place}.{name}: a text is wanted");
    }

    private static double? Number(JsonElement json, string place, string name, double least, double most)
    {
        if (!json.TryGetProperty(name, out JsonElement value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is { } number && number >= least && number <= most
            ? number
            : throw new FormatException($"{place}.{name}: a number from {least} to {most} is wanted");
    }

    private static Timestamp? Time(JsonElement json, string place, string name)
    {
        if (Text(json, place, name) is not { } text)
            return null;
        return WireTime.TryParse(text, out Timestamp time) ? time : throw new FormatException($"{place}.{name}: '{text}' is no time like 2025-09-01T12:00:00Z");
    }

    private static TimeSpan Seconds(JsonElement json, string place, string name, TimeSpan fallback) =>
        Number(json, place, name, 0, 1e8) is { } seconds ? TimeSpan.FromSeconds(seconds) : fallback;
}
