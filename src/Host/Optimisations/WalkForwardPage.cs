using System.Globalization;
using CoinPilot.Backtest;

namespace CoinPilot.App.Optimisations;

/// <summary>A walk-forward as one page.</summary>
internal static class WalkForwardPage
{
    public static string Of(WalkForwardReport report, EquityCurve curve)
    {
        SearchPlan search = report.Plan.Search;
        PageText page = new("CoinPilot walk-forward");
        page.Paragraph($"{report.Plan.Id}, begun {report.Plan.Created}, engine {report.Plan.EngineVersion}. {search.Method}, seed {search.Seed}, {search.Trials:N0} trials a window at most: {string.Join(", ", search.Space)}. Objective {search.Objective}{string.Concat(search.Constraints.Select(c => $", {c}"))}.");
        page.Tiles(
        [
            ("windows", $"{report.Windows.Count}"), ("efficiency", Percent(report.Efficiency)), ("return", Percent(report.OutOfSample["return"])),
            ("buy and hold", Percent(report.OutOfSample["benchmark_return"])), ("sharpe", Number(report.OutOfSample["sharpe"])),
            ("drawdown", Percent(report.OutOfSample["max_drawdown"])), ("trades", Number(report.OutOfSample["trades"])),
        ]);
        foreach (string line in WalkForwardText.Summary(report))
            page.Paragraph(line);
        page.Heading("Equity out of sample");
        page.Chart(
            "KRW by hour",
            ("equity", "#0a7d33", [.. curve.Points.Select(p => p.Equity.ToDouble())]), ("buy and hold", "#888", [.. curve.Points.Select(p => p.Benchmark.ToDouble())]));
        Windows(page, report);
        page.Heading("All tests together");
        page.Table(["metric", "out of sample"], Metric.All.Select(m => (IEnumerable<string>)[m.Title, m.Unit == MetricUnit.Fraction ? Percent(report.OutOfSample[m.Name]) : Number(report.OutOfSample[m.Name])]));
        MonteCarlo(page, report.MonteCarlo);
        return page.End();
    }

    private static void Windows(PageText page, WalkForwardReport report)
    {
        string[] parameters = [.. report.Stability.Select(s => s.Parameter)];
        page.Heading("Windows");
        page.Table(
            ["window", "training", "test", "in sample", "out of sample", "return", "drawdown", "trades", "cut off", "efficiency", "overfitting", .. parameters],
            report.Windows.Select(w => (IEnumerable<string>)
            [
                $"{w.Number}", string.Join(" and ", w.Train.Select(Text)), Text(w.Test), Number(w.InSampleObjective), Number(w.OutOfSampleObjective),
                Percent(w.OutOfSample["return"]), Percent(w.OutOfSample["max_drawdown"]), Number(w.OutOfSample["trades"]), $"{w.CutOff}", Percent(w.Efficiency),
                Percent(w.BacktestOverfitting), .. parameters.Select(p => w.Parameters.GetValueOrDefault(p, "-")),
            ]));
    }

    private static void MonteCarlo(PageText page, MonteCarloFigures? figures)
    {
        if (figures is null)
            return;
        page.Heading("Monte Carlo on the trades");
        page.Paragraph(string.Create(CultureInfo.InvariantCulture, $"{figures.Trades:N0} trades, {figures.Runs:N0} runs, seed {figures.Seed}. As they came: {figures.FinalEquity:N0} KRW from {figures.Equity:N0}, drawdown {figures.MaxDrawdown:P2}. Drawn again with replacement, {figures.ProbabilityOfLoss:P1} of the runs lose money."));
        page.Table(
            ["quantile", "drawdown in another order", "final equity, drawn again", "drawdown, drawn again"],
            figures.Quantiles.Select(q => (IEnumerable<string>)
            [
                q.Share.ToString("P0", CultureInfo.InvariantCulture), PageText.Percent(q.ShuffledDrawdown), q.DrawnFinalEquity.ToString("N0", CultureInfo.InvariantCulture),
                PageText.Percent(q.DrawnDrawdown),
            ]));
    }

    private static string Text(WindowRange range) => $"{range.From[..16]} to {range.To[..16]}";

    private static string Number(double? value) => PageText.Number(value ?? double.NaN);

    private static string Percent(double? value) => PageText.Percent(value ?? double.NaN);
}
