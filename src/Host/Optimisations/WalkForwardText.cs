using System.Globalization;

namespace CoinPilot.App.Optimisations;

/// <summary>A walk-forward for people, on a terminal.</summary>
internal static class WalkForwardText
{
    public static void Print(WalkForwardReport report, TextWriter output)
    {
        SearchPlan search = report.Plan.Search;
        output.WriteLine($"walk-forward {report.Plan.Id}, {search.Method}, seed {search.Seed}, engine {report.Plan.EngineVersion}");
        output.WriteLine($"space        {string.Join(", ", search.Space)}");
        output.WriteLine($"objective    {search.Objective}{string.Concat(search.Constraints.Select(c => $", {c}"))}; {search.Trials:N0} trials a window at most");
        output.WriteLine($"{"window",6} {"test from",16} {"to",16} {"in sample",11} {"out of sample",13} {"return",9} {"trades",7} {"efficiency",10} {"overfit",8}  parameters");
        foreach (WindowOutcome w in report.Windows)
            output.WriteLine(Row(w));
        output.WriteLine();
        foreach (string line in Summary(report))
            output.WriteLine(line);
        foreach (string line in report.MonteCarlo?.Lines() ?? [])
            output.WriteLine(line);
    }

    /// <summary>What all tests came to, and what it means.</summary>
    public static IEnumerable<string> Summary(WalkForwardReport report)
    {
        IReadOnlyDictionary<string, double?> all = report.OutOfSample;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"out of sample: return {Percent(all["return"])} (buy and hold {Percent(all["benchmark_return"])}), Sharpe {Number(all["sharpe"])}, drawdown {Percent(all["max_drawdown"])}, {all["trades"]:N0} trades, {report.Windows.Sum(w => w.CutOff):N0} cut off by their window's end");
        yield return report.Efficiency is { } efficiency
            ? string.Create(CultureInfo.InvariantCulture, $"walk-forward efficiency {efficiency:P0}: of what a day brought in the trainings, so much was left in the tests; well above 50 % the choices hold, near 0 % or below they are fitted to their past.")
            : "walk-forward efficiency: the trainings brought nothing of which a part could be left";
        foreach (StabilityDocument s in report.Stability)
            yield return string.Create(CultureInfo.InvariantCulture, $"{s.Parameter}: stability {Percent(s.Stability)} (chosen: {string.Join(' ', s.Chosen)})");
        if (report.Unused > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"the last {report.Unused:F1} days make no whole window and were left out");
    }

    private static string Row(WindowOutcome w) => string.Create(CultureInfo.InvariantCulture,
        $"{w.Number,6} {w.Test.From[..16],16} {w.Test.To[..16],16} {Number(w.InSampleObjective),11} {Number(w.OutOfSampleObjective),13} {Percent(w.OutOfSample["return"]),9} {w.OutOfSample["trades"],7:N0} {Percent(w.Efficiency),10} {Percent(w.BacktestOverfitting),8}  {(w.Best is null ? "no trial keeps the constraints" : string.Join(' ', w.Parameters.Select(p => $"{p.Key}={p.Value}")))}");

    private static string Number(double? value) => value is { } number ? number.ToString("G5", CultureInfo.InvariantCulture) : "-";

    private static string Percent(double? value) => value is { } number ? number.ToString("P1", CultureInfo.InvariantCulture) : "-";
}
