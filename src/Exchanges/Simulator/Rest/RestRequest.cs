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

    /// <summary>All values of a key that may repeat.</summary>
    public IReadOnlyList<string> GetAll(string name) =>
        [.. Query.Split('&').Where(p => p.StartsWith(name + "=", StringComparison.Ordinal)).Select(p => p[(name.Length + 1)..])];

    /// <summary>The parameters as the token's hash covers them: the query, or the body's pairs in their order.</summary>
    public string Parameters() => Body is { ValueKind: JsonValueKind.Object } body
        ? string.Join('&', body.EnumerateObject().Select(p => $"{p.Name}={p.Value}"))
        : Query;
}
