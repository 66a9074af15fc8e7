using CoinPilot.App.Backtests.Runs;
using CoinPilot.App.Cli;
using CoinPilot.Runs;

namespace CoinPilot.App.Optimisations;

/// <summary>What an optimisation is, as its folder keeps it, so that it can be gone on with and nothing else.</summary>
/// <param name="Kind">The verb that began it.</param>
/// <param name="Arguments">The options that named account, strategies and candles.</param>
/// <param name="Folder">The working folder, which relative paths of the arguments start from.</param>
/// <param name="Setup">What the arguments came to, in lines that must be the same when it goes on.</param>
/// <param name="Windows">How time is split; null for not at all.</param>
/// <param name="Studies">Searches in it: one for each window.</param>
internal sealed record OptimisationPlan(
    string Id, string Kind, string Created, string EngineVersion, string Folder, IReadOnlyList<string> Arguments, IReadOnlyList<string> Setup,
    SearchPlan Search, WindowPlan? Windows, int Studies = 1)
{
    /// <summary>Everything that a trial's result depends on but its parameters.</summary>
    public static IReadOnlyList<string> SetupOf(BacktestInputs inputs)
    {
        RunParameters parameters = RunSetup.Of(inputs, []).Parameters;
        return
        [
            $"data {inputs.DataHash}",
            $"symbols {string.Join(' ', inputs.Series.Select(s => s.Symbol.Code))}",
            .. parameters.Strategies.Select(Describe),
            .. parameters.Settings.Select(s => $"{s.Key} {s.Value}"),
        ];
    }

    /// <summary>Throws <see cref="UsageException"/> that names the first thing that is not as it was.</summary>
    public void VerifySame(BacktestInputs inputs)
    {
        if (EngineVersion != ProductInfo.Version)
            throw new UsageException($"optimisation {Id} was begun by engine {EngineVersion}, this is {ProductInfo.Version}: their trials could differ; begin a new one");
        IReadOnlyList<string> now = SetupOf(inputs);
        for (int i = 0; i < Math.Max(now.Count, Setup.Count); i++)
        {
            string was = Setup.ElementAtOrDefault(i) ?? "nothing", @is = now.ElementAtOrDefault(i) ?? "nothing";
            if (was != @is)
                throw new UsageException($"optimisation {Id} was begun with '{was}', now it is '{@is}': its trials could not be compared");
        }
    }

    private static string Describe(RunStrategy s) =>
        $"strategy {s.Name} ({s.Kind}) on {(s.Symbols.Count == 0 ? "all" : string.Join(' ', s.Symbols.Select(on => on.Code)))}: {string.Join(' ', s.Settings.Select(p => $"{p.Key}={p.Value}"))}";
}
