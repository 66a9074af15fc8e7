using CoinPilot.App.Cli;

namespace CoinPilot.App.Optimisations;

/// <summary>An optimisation's reports in its folder: one to look at, the others to work with.</summary>
internal static class OptimisationFiles
{
    public static async Task WriteAsync(string folder, OptimisationReport report)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), OptimisationPage.Of(report));
        await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), JsonOutput.Write(OptimisationDocument.Of(report, int.MaxValue)));
        await File.WriteAllTextAsync(Path.Combine(folder, "trials.csv"), OptimisationCsv.Trials(report));
        await File.WriteAllTextAsync(Path.Combine(folder, "sensitivity.csv"), OptimisationCsv.Sensitivity(report.Sensitivity));
    }
}
