using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot orders</c>: what rests at the exchange, what waits here for a price, and what was newest.</summary>
internal static class OrdersCommand
{
    public static Command Create()
    {
        Option<string> api = ApiClient.Option();
        Option<bool> json = new("--json") { Description = "print as JSON" };
        Option<int> recent = new("--recent") { Description = "how many of the newest orders to show", DefaultValueFactory = _ => 20 };
        Option<bool> why = new("--why") { Description = "show below each order why it was decided, with the figures" };
        Command command = new("orders", "show open, armed and recent orders of a running system") { api, recent, why, json };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetRequiredValue(api), parsed.GetValue(recent), parsed.GetValue(why), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(string api, int recent, bool why, bool json)
    {
        if (recent is < 0 or > 500)
            throw new UsageException($"--recent {recent} is not from 0 to 500");
        JsonElement answer = await ApiClient.SendAsync(HttpMethod.Get, api, $"/api/orders?recent={recent}");
        if (json)
        {
            Console.WriteLine(answer.GetRawText());
            return ExitCode.Done;
        }
        Print("open", answer.GetProperty("open"), why);
        Print("armed", answer.GetProperty("armed"), why);
        JsonElement newest = answer.GetProperty("recent");
        Console.WriteLine($"recent: {newest.GetArrayLength()}");
        foreach (JsonElement o in newest.EnumerateArray())
        {
            Console.WriteLine($"  {Text(o, "timeUtc")} {Text(o, "symbol")} {Text(o, "strategy")} {Text(o, "side")} {Text(o, "type")} {Text(o, "asked")}: {Text(o, "status")}, {Text(o, "filled")} at {Text(o, "averagePrice")} {Text(o, "problem")}".TrimEnd());
            PrintWhy(o, why);
        }
        return ExitCode.Done;
    }

    private static void Print(string title, JsonElement orders, bool why)
    {
        Console.WriteLine($"{title}: {orders.GetArrayLength()}");
        foreach (JsonElement o in orders.EnumerateArray())
        {
            string[] extras = [Text(o, "price"), Text(o, "trigger"), Named("tag", Text(o, "tag")), Named("until", Text(o, "expiresUtc")), Text(o, "cancelReason")];
            Console.WriteLine($"  {Text(o, "id")} {Text(o, "side")} {Text(o, "type")} {Text(o, "asked")}: {Text(o, "status")}, {Text(o, "filled")} filled {string.Join(", ", extras.Where(e => e.Length > 0))}".TrimEnd());
            PrintWhy(o, why);
        }
    }

    private static void PrintWhy(JsonElement order, bool why)
    {
        if (!why)
            return;
        Console.WriteLine($"    {Text(order, "reason")}");
        foreach (JsonElement condition in order.GetProperty("because").EnumerateArray())
            Console.WriteLine($"      {condition.GetString()}");
    }

    private static string Named(string name, string value) => value.Length > 0 ? $"{name} {value}" : "";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
