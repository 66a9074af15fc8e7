using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>An optimisation as one page.</summary>
internal static class OptimisationPage
{
    private const int MostRanked = 200;

    public static string Of(OptimisationReport report)
    {
        SearchPlan search = report.Plan.Search;
        PageText page = new("CoinPilot optimisation");
        page.Paragraph($"{report.Plan.Id}, begun {report.Plan.Created}, engine {report.Plan.EngineVersion}. {search.Method}, seed {search.Seed}: {string.Join(", ", search.Space)}. Objective {search.Objective}{string.Concat(search.Constraints.Select(c => $", {c}"))}.");
        page.Tiles(Tiles(report));
        if (report.End?.Repeated is { } repeated)
            page.Paragraph($"Trial {repeated.Trial} again as a plain backtest gives {(repeated.IsSame ? "the same result" : "ANOTHER RESULT")}: {repeated.ResultHash}", repeated.IsSame ? "good" : "bad");
        page.Heading("Is it luck?");
        foreach (string line in report.Overfit?.Explain() ?? ["No trial keeps all constraints."])
            page.Paragraph(line);
        page.Heading("Search");
        double[] objectives = [.. report.Ranking.OrderBy(t => t.Number).Select(t => t.Objective)];
        page.Chart("objective by trial", ("trial", "#8888", objectives), ("best so far", "#0a7d33", BestSoFar(report)));
        Sensitivity(page, report.Sensitivity);
        Ranking(page, report);
        if (report.End?.Repeated is { } best)
        {
            page.Heading("The best, to use");
            page.Code(PlainBacktest.CommandLineOf(best.Arguments));
            page.Code(best.Yaml);
        }
        return page.End();
    }

    private static IEnumerable<(string, string)> Tiles(OptimisationReport report) =>
    [
        ("trials", $"{report.Ranking.Count:N0} of {report.Plan.Search.Trials:N0}"), ("combinations", $"{report.Space.Size:N0}"),
        ("refused", $"{report.End?.Refused ?? 0:N0}"), ("miss a constraint", $"{report.Missing:N0}"), ("failed", $"{report.Failed:N0}"),
        ("best objective", report.Best is { } best ? PageText.Number(best.Objective) : "-"),
        ("deflated Sharpe", PageText.Number(report.Overfit?.DeflatedSharpe ?? double.NaN)),
        ("backtest overfitting", PageText.Percent(report.Overfit?.BacktestOverfitting ?? double.NaN)),
    ];

    private static List<double> BestSoFar(OptimisationReport report)
    {
        List<double> best = [];
        foreach (TrialRecord trial in report.Ranking.OrderBy(t => t.Number))
        {
            double value = OptimisationReport.ScoreOf(trial).IsAdmissible ? trial.Objective : double.NaN, before = best.Count == 0 ? double.NaN : best[^1];
            best.Add(double.IsNaN(before) || value > before ? value : before);
        }
        return best;
    }

    private static void Sensitivity(PageText page, SensitivityMap map)
    {
        page.Heading("What each parameter does");
        foreach (ParameterEffect effect in map.Parameters)
        {
            HeatMap heat = new(effect.Cells);
            page.Paragraph($"{effect.Bins.Dimension.Name}: {PageText.Percent(effect.Share)} of the objective's variance");
            page.Heat("values", effect.Bins.Labels,
            [
                ("mean", effect.Cells.Select(c => (PageText.Number(c.Mean), heat.WarmthOf(c)))),
                ("best", effect.Cells.Select(c => (PageText.Number(c.Best), (double?)null))),
                ("trials", effect.Cells.Select(c => ($"{c.Trials}", (double?)null))),
            ]);
        }
        foreach (PairEffect pair in map.Pairs)
        {
            HeatMap heat = new(pair.Cells.SelectMany(row => row));
            page.Paragraph($"{pair.Rows.Dimension.Name} (down) and {pair.Columns.Dimension.Name} (across): mean objective, coloured by rank");
            page.Heat("", pair.Columns.Labels, pair.Cells.Select((row, i) => (pair.Rows.Labels[i], row.Select(c => (c.Trials == 0 ? "" : PageText.Number(c.Mean), heat.WarmthOf(c))))));
        }
    }

    private static void Ranking(PageText page, OptimisationReport report)
    {
        string[] parameters = [.. report.Space.Dimensions.Select(d => d.Name)];
        page.Heading(report.Ranking.Count > MostRanked ? $"Best {MostRanked} trials" : "Trials");
        page.Table(
            ["trial", "objective", "return", "sharpe", "drawdown", "trades", .. parameters, ""],
            report.Ranking.Take(MostRanked).Select(t => (IEnumerable<string>)
            [
                $"{t.Number}", PageText.Number(t.Objective), PageText.Percent(Metric(t, "return")), PageText.Number(Metric(t, "sharpe")),
                PageText.Percent(Metric(t, "max_drawdown")), PageText.Number(Metric(t, "trades")), .. parameters.Select(p => t.Parameters[p]),
                t.Failure ?? (t.Violation > 0 ? "misses a constraint" : ""),
            ]));
    }

    private static double Metric(TrialRecord trial, string name) => trial.Metrics.GetValueOrDefault(name, double.NaN);
}
