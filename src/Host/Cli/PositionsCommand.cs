using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot positions</c>, and <c>positions reconcile</c>, which holds them against the exchange.</summary>
internal static class PositionsCommand
{
    public static Command Create()
    {
        Option<string> api = ApiClient.Option();
        Option<bool> json = new("--json") { Description = "print as JSON" };
        Command command = new("positions", "show what a running system holds, at average cost and first in first out, with dust and others' holdings") { api, json };
        command.SetAction((parsed, _) => ShowAsync(parsed.GetRequiredValue(api), parsed.GetValue(json)));
        command.Add(CreateReconcile());
        return command;
    }

    private static Command CreateReconcile()
    {
        Option<string> api = ApiClient.Option();
        Option<bool> json = new("--json") { Description = "print as JSON" };
        Option<string?> accept = new("--accept") { Description = "take the exchange's balance for right: of a market, as KRW-BTC, or of the cash, as KRW, after a deposit or withdrawal by hand" };
        Command command = new("reconcile", "hold orders and balances against the exchange now; exit 1 names what differs") { accept, api, json };
        command.SetAction((parsed, _) => ReconcileAsync(parsed.GetRequiredValue(api), parsed.GetValue(accept), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> ShowAsync(string api, bool json)
    {
        JsonElement answer = await ApiClient.SendAsync(HttpMethod.Get, api, "/api/positions");
        if (json)
        {
            Console.WriteLine(answer.GetRawText());
            return ExitCode.Done;
        }
        foreach (JsonElement p in answer.GetProperty("positions").EnumerateArray())
        {
            Console.WriteLine($"{Text(p, "symbol")} {Text(p, "strategy")}: {Text(p, "quantity")} at {Text(p, "averageCost")} on average, cost {Text(p, "cost")} ({Text(p, "fifoCost")} first in first out)");
            Console.WriteLine($"  realised {Text(p, "realisedProfit")} ({Text(p, "fifoRealisedProfit")} first in first out), unrealised {Text(p, "unrealisedProfit")}, fees {Text(p, "fees")}, slippage {Text(p, "slippage")}");
        }
        foreach (JsonElement s in answer.GetProperty("states").EnumerateArray().Where(s => Text(s, "state") != "Active"))
            Console.WriteLine($"{Text(s, "symbol")} is {Text(s, "state").ToUpperInvariant()}: {Text(s, "reason")}");
        return ExitCode.Done;
    }

    private static async Task<int> ReconcileAsync(string api, string? accept, bool json)
    {
        string query = accept is null ? "" : $"?accept={Uri.EscapeDataString(accept)}";
        JsonElement answer = await ApiClient.SendAsync(HttpMethod.Post, api, "/api/reconcile" + query);
        if (json)
            Console.WriteLine(answer.GetRawText());
        bool agrees = true;
        foreach (JsonElement s in answer.EnumerateArray())
        {
            string result = Text(s, "result");
            agrees &= result is "agrees" or "moving";
            if (!json)
                Console.WriteLine(Line(s, result));
        }
        return agrees ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Line(JsonElement s, string result) => result switch
    {
        "agrees" => $"{Text(s, "symbol")}: agrees, {Text(s, "balance")} held",
        "differs" => $"{Text(s, "symbol")}: DIFFERS, the exchange has {Text(s, "balance")}, the books {Text(s, "booked")}; {Text(s, "state").ToUpperInvariant()} {Text(s, "reason")}".TrimEnd(),
        "moving" => $"{Text(s, "symbol")}: orders are filling, nothing to compare; ask again",
        "settling" => $"{Text(s, "symbol")}: {s.GetProperty("unsettled").GetInt32()} orders are being looked up; ask again",
        _ => $"{Text(s, "symbol")}: {Text(s, "reason")}",
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
