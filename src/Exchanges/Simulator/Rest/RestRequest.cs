using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A request apart from its transport.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">The query, decoded, without its question mark; what a token's hash covers.</param>
/// <param name="Body">Null when there is none.</param>
/// <param name="Authorization">The header as it came.</param>
internal sealed record RestRequest(string Method, string Path, string Query, JsonElement? Body, string? Authorization)
{
    /// <summary>The caller's address; null when it has none.</summary>
    public string? Address { get; init; }

    /// <summary>True when the call has an Origin header, as those of browsers do.</summary>
    public bool HasOrigin { get; init; }

    /// <summary>Null when absent.</summary>
    public string? Get(string name)
    {
        foreach (string pair in Query.Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                return pair[(name.Length + 1)..];
        }
        return null;
    }

    /// <summary>A field of a JSON body as it was sent, number or text; null when absent or null.</summary>
    public string? Field(string name) =>
        Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out JsonElement value) &&
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;

    public bool HasJsonObject => Body is { ValueKind: JsonValueKind.Object };

    /// <summary>A whole number within its range, the fallback when absent; null when it is something else.</summary>
    public int? Count(string name, int fallback, int maximum)
    {
        if (Get(name) is not { } text)
            return fallback;
        return int.TryParse(text, out int count) && count >= 1 && count <= maximum ? count : null;
    }

    /// <summary>All values of a key that may repeat.</summary>
    public IReadOnlyList<string> GetAll(string name) =>
        [.. Query.Split('&').Where(p => p.StartsWith(name + "=", StringComparison.Ordinal)).Select(p => p[(name.Length + 1)..])];

    /// <summary>The parameters as the token's hash covers them: the query, or the body's pairs in their order.</summary>
    public string Parameters() => Body is { ValueKind: JsonValueKind.Object } body
        ? string.Join('&', body.EnumerateObject().Select(p => $"{p.Name}={p.Value}"))
        : Query;
}
