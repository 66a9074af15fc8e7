using CoinPilot.Runs;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>A run as <c>backtest list</c> shows it.</summary>
/// <param name="Return">A fraction; null where there is no result.</param>
internal sealed record RunSummary(
    string RunId, string State, string Requested, string RequestedKst, string? Ended, IReadOnlyList<string> Strategies, IReadOnlyList<string> Symbols,
    double? Return, string DataHash, string? ResultHash, string EngineVersion, string? RerunOf, string? Reason)
{
    public static RunSummary Of(RunRecord run) => new(
        run.RunId, StateOf(run), run.Request.At.ToString(), run.Request.At.ToKstString(), TimeOf(run.EndedAt),
        [.. run.Request.Parameters.Strategies.Select(s => s.Name).Distinct(StringComparer.Ordinal)],
        [.. run.Request.Parameters.Inputs.Select(i => i.Symbol.Code)],
        run.Find(RunFigures.Return), run.Request.DataHash, TextOf(run.ResultHash), run.Request.EngineVersion, TextOf(run.Request.RerunOf), TextOf(run.Reason));

    public static string StateOf(RunRecord run) => run.State.ToString().ToUpperInvariant();

    public static string? TimeOf(Timestamp time) => time.IsSet ? time.ToString() : null;

    public static string? TextOf(string text) => text.Length > 0 ? text : null;
}

/// <summary>A run as <c>backtest show</c> shows it: all that its journal has.</summary>
/// <param name="Figures">Null where a figure is undefined.</param>
internal sealed record RunDetails(
    RunSummary Run, string? Started, string Folder, IReadOnlyList<string> Files, IReadOnlyDictionary<string, double?> Figures,
    IReadOnlyList<string> Arguments, IReadOnlyList<RunDetails.Strategy> Strategies, IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<RunDetails.Input> Inputs)
{
    public static RunDetails Of(RunRecord run, string folder) => new(
        RunSummary.Of(run), RunSummary.TimeOf(run.StartedAt), folder,
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)] : [],
        run.Figures.ToDictionary(f => f.Name, f => double.IsFinite(f.Value) ? f.Value : (double?)null, StringComparer.Ordinal),
        run.Request.Parameters.Arguments,
        [.. run.Request.Parameters.Strategies.Select(s => new Strategy(s.Name, s.Kind, [.. s.Symbols.Select(on => on.Code)], Pairs(s.Settings)))],
        Pairs(run.Request.Parameters.Settings), [.. run.Request.Parameters.Inputs.Select(Of)]);

    private static Input Of(RunInput i) => new(
        i.Symbol.Code, i.Place, RunSummary.TextOf(i.Venue), RunSummary.TimeOf(i.From),
        i.To.UnixMicros == long.MaxValue ? null : i.To.ToString(), i.Hash, i.Candles);

    private static Dictionary<string, string> Pairs(IEnumerable<RunSetting> settings) => settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);

    internal sealed record Strategy(string Name, string Kind, IReadOnlyList<string> Symbols, IReadOnlyDictionary<string, string> Parameters);

    /// <summary>Candles of a file, or of a venue's in the store; without times all of them.</summary>
    internal sealed record Input(string Symbol, string Place, string? Venue, string? From, string? To, string Hash, long Candles);
}
