using System.Globalization;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>An optimisation for people, on a terminal.</summary>
internal static class OptimisationText
{
    private const int MostPairs = 3;

    /// <summary>With the best <paramref name="top"/> trials.</summary>
    public static void Print(OptimisationReport report, int top, TextWriter output)
    {
        SearchPlan search = report.Plan.Search;
        output.WriteLine($"optimisation {report.Plan.Id}, {search.Method}, seed {search.Seed}, engine {report.Plan.EngineVersion}");
        output.WriteLine($"space        {string.Join(", ", search.Space)}: {report.Space.Size:N0} combinations");
        output.WriteLine($"objective    {search.Objective}{string.Concat(search.Constraints.Select(c => $", {c}"))}");
        output.WriteLine($"trials       {report.Ranking.Count:N0} of {search.Trials:N0} run{Notes(report)}");
        if (report.Ranking.Count == 0)
            return;
        Ranking(report, top, output);
        Sensitivity(report.Sensitivity, output);
        output.WriteLine();
        foreach (string line in report.Overfit?.Explain() ?? [])
            output.WriteLine(line);
        Repeated(report, output);
    }

    private static string Notes(OptimisationReport report)
    {
        string text = report.End is null ? ", unfinished: --resume goes on" : "";
        if (report.End is { Refused: > 0 } end)
            text += $", {end.Refused:N0} refused ({end.LastRefusal})";
        if (report.Missing > 0)
            text += $", {report.Missing:N0} miss a constraint";
        return report.Failed == 0 ? text : $"{text}, {report.Failed:N0} failed ({report.Ranking.First(t => t.Failure is not null).Failure})";
    }

    private static void Ranking(OptimisationReport report, int top, TextWriter output)
    {
        output.WriteLine($"{"rank",5} {"trial",6} {"objective",12} {"return",9} {"sharpe",8} {"drawdown",9} {"trades",7}  parameters");
        foreach ((int rank, TrialRecord trial) in report.Ranking.Take(top).Index())
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rank + 1,5} {trial.Number,6} {trial.Objective,12:G6} {Metric(trial, "return"),9:P2} {Metric(trial, "sharpe"),8:F2} {Metric(trial, "max_drawdown"),9:P2} {Metric(trial, "trades"),7:N0}  {trial.Describe()}{Flaw(trial)}"));
        }
        if (report.Best is null)
            output.WriteLine("no trial keeps all constraints with an objective that is a number");
    }

    private static double Metric(TrialRecord trial, string name) => trial.Metrics.GetValueOrDefault(name, double.NaN);

    private static string Flaw(TrialRecord trial) => trial.Failure is { } failure ? $"  ({failure})" : trial.Violation > 0 ? "  (misses a constraint)" : "";

    private static void Sensitivity(SensitivityMap map, TextWriter output)
    {
        foreach (ParameterEffect effect in map.Parameters)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{effect.Bins.Dimension.Name}: {(double.IsNaN(effect.Share) ? "too few trials for a share" : $"{effect.Share:P0}")} of the objective's variance"));
            foreach ((int bin, SensitivityCell cell) in effect.Cells.Index().Where(c => c.Item.Trials > 0))
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {effect.Bins.Labels[bin],16}  mean {cell.Mean,10:G5}  best {cell.Best,10:G5}  {cell.Trials,5:N0} trials"));
        }
        foreach (PairEffect pair in map.Pairs.Take(MostPairs))
        {
            output.WriteLine($"\n{pair.Rows.Dimension.Name} (down) and {pair.Columns.Dimension.Name} (across), mean objective by rank, from 0, the worst, to 9, the best:");
            foreach (string line in HeatMap.Lines(pair))
                output.WriteLine($"  {line}");
        }
        if (map.Pairs.Count > MostPairs)
            output.WriteLine($"\n{map.Pairs.Count - MostPairs} more pairs are in report.html and sensitivity.csv");
    }

    private static void Repeated(OptimisationReport report, TextWriter output)
    {
        if (report.End?.Repeated is not { } repeated)
            return;
        output.WriteLine();
        output.WriteLine(repeated.IsSame
            ? $"trial {repeated.Trial} again as a plain backtest: the same result, {repeated.ResultHash}; its report: coinpilot backtest show {repeated.RunId}"
            : $"trial {repeated.Trial} again as a plain backtest: ANOTHER RESULT, {repeated.ResultHash} instead of {report.Best?.ResultHash}");
        output.WriteLine($"  {PlainBacktest.CommandLineOf(repeated.Arguments)}");
        output.WriteLine();
        output.Write(repeated.Yaml);
    }
}
