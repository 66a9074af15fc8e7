using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary><c>coinpilot audit --json</c> and what a test compares of it.</summary>
internal static class AuditRun
{
    public static Task<JsonElement> RequireCleanAsync(string data) => RequireCleanAsync(["--data", data]);

    public static Task<JsonElement> RequireCleanAsync(TestStore store) => RequireCleanAsync(store.Arguments);

    private static async Task<JsonElement> RequireCleanAsync(string[] store)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["audit", .. store, "--json"]);
        Assert.True(code == 0, $"audit exited with {code}:\n{output}\n{errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>The journal's cash and holdings are the exchange's own, to the last digit, and every order there is one of ours, once.</summary>
    public static async Task RequireEqualAsync(JsonElement audit, ExchangeView exchange)
    {
        IReadOnlyList<ExchangeOrder> orders = await exchange.OrdersAsync();
        Assert.Equal(orders.Count, orders.Select(o => o.Identifier).Distinct(StringComparer.Ordinal).Count());
        Assert.True(orders.Count <= audit.GetProperty("orders").GetInt64(), "the exchange has orders that the journal never intended");
        Assert.Equal(await exchange.CashAsync(), decimal.Parse(audit.GetProperty("cash").GetString()!, CultureInfo.InvariantCulture));

        SortedDictionary<string, decimal> there = new(StringComparer.Ordinal);
        foreach (ExchangeOrder order in orders)
            there[order.Market] = there.GetValueOrDefault(order.Market) + (order.Side == "bid" ? order.Executed : -order.Executed);
        SortedDictionary<string, decimal> here = new(StringComparer.Ordinal);
        foreach (JsonElement position in audit.GetProperty("positions").EnumerateArray())
        {
            string market = position.GetProperty("symbol").GetString()!;
            here[market] = here.GetValueOrDefault(market) + decimal.Parse(position.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture);
        }
        Assert.Equal(there.Where(h => h.Value != 0), here.Where(h => h.Value != 0));
    }
}
