using System.CommandLine;
using System.Text.Json;
using CoinPilot.App.Config;
using CoinPilot.Risk;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot risk</c>: the limits of a running system, changed only through its journal.</summary>
internal static class RiskCommand
{
    public static Command Create() => new("risk", "show and change the limits of a running coinpilot run, and what they decided")
    {
        CreateShow(), CreateSet(), CreateState(), RiskDecisionsCommand.Create(),
    };

    /// <summary>The option by which a verb is given limits for itself.</summary>
    public static Option<string[]> LimitOption() => new("--risk")
    {
        Description = "a limit, key=value as in the configuration's section risk", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    private static Command CreateShow()
    {
        Option<string> api = ApiClient.Option();
        Option<bool> json = new("--json") { Description = "print it as JSON" };
        Command show = new("show", "the limits in force, and what they are held against") { api, json };
        show.SetAction(async (parsed, _) =>
        {
            JsonElement risk = await ApiClient.SendAsync(HttpMethod.Get, parsed.GetRequiredValue(api), "/api/risk");
            if (parsed.GetValue(json))
                JsonOutput.Print(risk);
            else
                Print(risk);
            return ExitCode.Done;
        });
        return show;
    }

    private static Command CreateSet()
    {
        Argument<string> setting = new("setting") { Description = "key=value; key=config sets it back to what the configuration says" };
        Argument<string> reason = new("reason") { Description = "why; kept in the journal" };
        Option<string> api = ApiClient.Option();
        Command set = new("set", "change a limit until it is set back, across restarts") { setting, reason, api };
        set.SetAction(async (parsed, _) =>
        {
            string text = parsed.GetRequiredValue(setting);
            (string key, string value) = CommandLine.Pairs("setting", [text]).Single();
            if (RiskParameters.Find(key) is null)
                throw new UsageException($"there is no limit '{key}'{Nearest.Suggest(key, RiskParameters.All.Select(p => p.Key))}");
            JsonElement risk = await ApiClient.SendAsync(HttpMethod.Post, parsed.GetRequiredValue(api),
                $"/api/risk?key={Uri.EscapeDataString(key)}&value={Uri.EscapeDataString(value)}&reason={Uri.EscapeDataString(parsed.GetRequiredValue(reason))}");
            Console.WriteLine($"{key} is {risk.GetProperty("limits").GetProperty(key).GetString()}");
            return ExitCode.Done;
        });
        return set;
    }

    private static Command CreateState()
    {
        Argument<string> state = new("state") { Description = "active, reducing (no entries) or halted (no entries, resting orders cancelled)" };
        state.AcceptOnlyFromAmong("active", "reducing", "halted");
        Argument<string> reason = new("reason") { Description = "why; kept in the journal" };
        Option<string> api = ApiClient.Option();
        Command command = new("state", "set what the system may do, across restarts; exits go on in every state") { state, reason, api };
        command.SetAction(async (parsed, _) =>
        {
            JsonElement risk = await ApiClient.SendAsync(HttpMethod.Post, parsed.GetRequiredValue(api),
                $"/api/state?to={parsed.GetRequiredValue(state)}&reason={Uri.EscapeDataString(parsed.GetRequiredValue(reason))}");
            Console.WriteLine($"trading is {risk.GetProperty("tradingState").GetString()}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(JsonElement risk)
    {
        foreach (string figure in (string[])["tradingState", "killSwitch", "flatten", "equity", "dayEquity", "peakEquity", "positions", "entriesToday", "lossesInARow", "pausedUntil", "dailyLossReached"])
            Console.WriteLine($"{figure,-30} {risk.GetProperty(figure)}");
        foreach (JsonProperty limit in risk.GetProperty("limits").EnumerateObject())
        {
            bool mine = risk.GetProperty("overrides").TryGetProperty(limit.Name, out _);
            Console.WriteLine($"{limit.Name,-30} {limit.Value.GetString()}{(mine ? "   (set by hand)" : "")}");
        }
    }
}
