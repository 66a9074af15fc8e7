using CoinPilot.Actors.Trading;
using CoinPilot.App.Cli;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CoinPilot.App.Web;

/// <summary>The operator's commands: each is journaled with its reason before it is answered.</summary>
internal static class RiskApi
{
    public static void Map(WebApplication app, ITradingSystem system)
    {
        app.MapGet("/api/risk", async () => Results.Json(RiskModel.Of((await system.GetStatusAsync()).Account)));
        app.MapPost("/api/halt", (string reason) => CommandAsync(system, reason, new EngageKillSwitch(reason)));
        app.MapPost("/api/resume", (string reason) => CommandAsync(system, reason, new ReleaseKillSwitch(reason)));
        app.MapPost("/api/flatten", (string reason) => CommandAsync(system, reason, new Flatten(reason)));
        app.MapPost("/api/state", (string to, string reason) => Enum.TryParse(to, ignoreCase: true, out TradingState state) && Enum.IsDefined(state)
            ? CommandAsync(system, reason, new SetTradingState(state, reason))
            : Task.FromResult(Refuse($"'{to}' is none of active, reducing, halted")));
        app.MapPost("/api/risk", (string key, string value, string reason) => ProblemOf(key, value) is { } problem
            ? Task.FromResult(Refuse(problem))
            : CommandAsync(system, reason, new OverrideLimits(ValueList<LimitSetting>.Of([new LimitSetting(key, value)]), reason)));
        app.MapPost("/api/config/reload", () => ReloadAsync(system));
    }

    /// <summary>Why a limit cannot be set so while running; null when it can.</summary>
    public static string? ProblemOf(string key, string value)
    {
        if (RiskParameters.Find(key) is not { } parameter)
            return $"there is no limit '{key}'{Nearest.Suggest(key, RiskParameters.All.Select(p => p.Key))}";
        if (!parameter.IsReloadable)
            return $"{key} takes a restart: change it in the configuration";
        return value == OverrideLimits.Configured || parameter.TrySet(RiskLimits.Default, value) is not null
            ? null
            : $"{key} is {parameter.Range}, not '{value}'";
    }

    private static async Task<IResult> CommandAsync(ITradingSystem system, string reason, IAccountCommand command) =>
        string.IsNullOrWhiteSpace(reason) ? Refuse("a reason is needed; it is kept in the journal") : Results.Json(RiskModel.Of(await system.CommandAsync(command)));

    private static async Task<IResult> ReloadAsync(ITradingSystem system)
    {
        if (system.Reload is not { } reload)
            return Refuse("this run has no configuration to read again");
        try
        {
            return Results.Json(await reload.RunAsync());
        }
        catch (Exception wrong) when (wrong is UsageException or StrategyConfigurationException or IOException)
        {
            return Refuse(wrong.Message);
        }
    }

    private static IResult Refuse(string error) => Results.Json(new { error }, statusCode: StatusCodes.Status400BadRequest);
}
