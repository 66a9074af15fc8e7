using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot strategies</c>: how each strategy stands, what it waits for, and what it decided last, with its reasons.</summary>
internal static class StrategiesCommand
{
    public static Command Create()
    {
        Option<string> api = ApiClient.Option();
        Option<bool> json = new("--json") { Description = "print as JSON" };
        Option<string?> symbol = new("--symbol") { Description = "this market alone, as KRW-BTC" };
        Command command = new("strategies", "show the strategies of a running system: warm-up, what each waits for, its last decision and why") { symbol, api, json };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(api), parsed.GetValue(symbol), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(string api, string? symbol, bool json)
    {
        string query = symbol is null ? "" : $"?symbol={CommandLine.Symbol("--symbol", symbol)}";
        JsonElement answer = await ApiClient.SendAsync(HttpMethod.Get, api, "/api/strategies" + query);
        if (symbol is not null && answer.GetArrayLength() == 0)
            throw new UsageException($"no strategy runs on '{symbol}' there");
        if (json)
            Console.WriteLine(answer.GetRawText());
        else
            foreach (JsonElement s in answer.EnumerateArray())
                Print(s);
        return ExitCode.Done;
    }

    private static void Print(JsonElement s)
    {
        string state = Text(s, "state");
        string progress = state is "warm" or "warming" ? $", {s.GetProperty("warmMinutes")} of {s.GetProperty("warmUpMinutes")} minutes seen, holds {Text(s, "held")}" : "";
        Console.WriteLine($"{Text(s, "symbol")} {Text(s, "strategy")}: {state}{progress} {Text(s, "detail")}".TrimEnd());
        Conditions("waits for", s.GetProperty("conditions"));
        string remembered = string.Join(", ", s.GetProperty("remembers").EnumerateObject().Select(f => $"{f.Name} {f.Value.GetString()}"));
        if (remembered.Length > 0)
            Console.WriteLine($"  remembers: {remembered}");
        if (s.GetProperty("last") is not { ValueKind: JsonValueKind.Object } last)
            return;
        Console.WriteLine($"  last decision {Text(last, "timeUtc")}: {Text(last, "kind").ToLowerInvariant()}, {Text(last, "reason")}; {Text(last, "outcome")}");
        Conditions("because", last.GetProperty("because"));
    }

    private static void Conditions(string title, JsonElement conditions)
    {
        if (conditions.GetArrayLength() > 0)
            Console.WriteLine($"  {title}: {string.Join("; ", conditions.EnumerateArray().Select(c => Text(c, "text")))}");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
