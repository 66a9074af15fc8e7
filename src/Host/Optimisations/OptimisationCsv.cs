using System.Globalization;
using System.Text;
using CoinPilot.Backtest;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>Trials and sensitivity as CSV (RFC 4180); what is undefined is an empty field.</summary>
internal static class OptimisationCsv
{
    /// <summary>Every trial, the best first.</summary>
    public static string Trials(OptimisationReport report)
    {
        string[] parameters = [.. report.Space.Dimensions.Select(d => d.Name)];
        return Table(
            ["rank", "trial", .. parameters, "objective", "violation", .. BacktestStatistics.Metrics, "result_hash", "failure", "seconds"],
            report.Ranking.Select((t, i) => (IEnumerable<object?>)
            [
                i + 1, t.Number, .. parameters.Select(p => t.Parameters[p]), t.Objective, t.Violation,
                .. BacktestStatistics.Metrics.Select(m => (object)t.Metrics.GetValueOrDefault(m, double.NaN)), t.ResultHash, t.Failure, t.Seconds,
            ]));
    }

    /// <summary>Each parameter by itself and each pair.</summary>
    public static string Sensitivity(SensitivityMap map) => Table(
        ["parameter", "values", "other_parameter", "other_values", "trials", "mean", "best"],
        map.Parameters.SelectMany(e => e.Cells.Select((c, i) => Row(e.Bins, i, null, 0, c)))
            .Concat(map.Pairs.SelectMany(p => p.Cells.SelectMany((row, i) => row.Select((c, j) => Row(p.Rows, i, p.Columns, j, c))))));

    /// <summary>A header and rows; a field is quoted where it must be.</summary>
    public static string Table(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        StringBuilder text = new();
        foreach (IEnumerable<object?> row in rows.Prepend(header))
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<object?> Row(ParameterBins bins, int bin, ParameterBins? others, int other, SensitivityCell cell) =>
        [bins.Dimension.Name, bins.Labels[bin], others?.Dimension.Name, others?.Labels[other], cell.Trials, cell.Mean, cell.Best];

    private static string Field(object? value)
    {
        string text = value is double number && !double.IsFinite(number) ? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
