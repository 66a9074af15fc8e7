using System.Text.Json.Nodes;

namespace CoinPilot.App.Clusters;

/// <summary>
/// Lays the answers of several nodes together, the first one leading: lists are joined, and counts that each node has of its own are summed;
/// what all nodes say alike is taken from the first. An error counts only where no node has an answer.
/// </summary>
internal static class JsonMerge
{
    // Of what a node runs; everything else in an answer is the account's, and the same on every node.
    private static readonly HashSet<string> Summed = new(StringComparer.Ordinal) { "orders", "fills", "rejected", "trades", "candles" };

    /// <param name="answers">Status code and JSON of each node, this one's first.</param>
    /// <param name="repeated">Lists of the account that every node repeats: the first one's count.</param>
    public static (int Status, string Body) Merge(IReadOnlyList<(int Status, string Body)> answers, params IReadOnlyCollection<string> repeated)
    {
        (int Status, string Body)[] good = [.. answers.Where(a => a.Status < 300)];
        if (good.Length == 0)
            return answers[0];
        JsonNode? merged = JsonNode.Parse(good[0].Body);
        foreach ((int _, string body) in good.Skip(1))
            merged = Merge(merged, JsonNode.Parse(body), repeated);
        return (good[0].Status, merged?.ToJsonString() ?? "null");
    }

    private static JsonNode? Merge(JsonNode? first, JsonNode? next, IReadOnlyCollection<string> repeated)
    {
        switch (first, next)
        {
            case (JsonArray all, JsonArray more):
                HashSet<string> known = [.. all.Select(e => e?.ToJsonString() ?? "null")];
                foreach (JsonNode? element in more.Where(e => known.Add(e?.ToJsonString() ?? "null")))
                    all.Add(element?.DeepClone());
                return all;
            case (JsonObject all, JsonObject more):
                foreach ((string key, JsonNode? value) in more)
                    MergeProperty(all, key, value, repeated);
                return all;
            default:
                return first;
        }
    }

    private static void MergeProperty(JsonObject all, string key, JsonNode? value, IReadOnlyCollection<string> repeated)
    {
        if (!all.TryGetPropertyValue(key, out JsonNode? own))
            all[key] = value?.DeepClone();
        else if (Summed.Contains(key) && own is JsonValue count && value is JsonValue more && count.TryGetValue(out long a) && more.TryGetValue(out long b))
            all[key] = a + b;
        else if (own is JsonArray && !repeated.Contains(key))
            Merge(own, value, repeated);
    }
}
