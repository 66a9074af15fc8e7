using System.Globalization;
using System.Text.Json;
using CoinPilot.App.Cli;

namespace CoinPilot.App.Audit;

/// <summary>
/// The exchange's own list of orders, as it gives them out: a JSON array of objects with <c>identifier</c> and <c>executed_volume</c>.
/// </summary>
internal static class VenueRecordFile
{
    /// <summary>What was executed of each order by its identifier. Throws <see cref="UsageException"/> that names the file, and the entry where one is at fault.</summary>
    public static IReadOnlyDictionary<string, decimal> Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            Dictionary<string, decimal> executed = new(StringComparer.Ordinal);
            foreach ((int number, JsonElement order) in document.RootElement.EnumerateArray().Index())
                Take(order, number, path, executed);
            return executed;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or IOException)
        {
            throw new UsageException($"'{path}' is no list of the exchange's orders: {wrong.Message}");
        }
    }

    /// <summary>The first order of which exchange and journal say different things, or null. The exchange may list less than all.</summary>
    public static string? Compare(IReadOnlyDictionary<string, decimal> venue, IReadOnlyDictionary<string, decimal> journal)
    {
        foreach ((string id, decimal executed) in venue.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!journal.TryGetValue(id, out decimal booked))
                return $"the exchange has order {id}, the journal has not";
            if (booked != executed)
                return $"the exchange executed {executed} of order {id}, the journal booked {booked}";
        }
        return null;
    }

    private static void Take(JsonElement order, int number, string path, Dictionary<string, decimal> executed)
    {
        string? id = order.TryGetProperty("identifier", out JsonElement identifier) ? identifier.GetString() : null;
        if (id is not { Length: > 0 })
            return;
        if (!order.TryGetProperty("executed_volume", out JsonElement volume)
            || !decimal.TryParse(volume.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal amount))
            throw new UsageException($"'{path}', order {number + 1} ({id}): no executed_volume");
        executed[id] = amount;
    }
}
