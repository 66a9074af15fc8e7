using System.Text.Json;
using CoinPilot.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>The report as one page that needs no network: the template with the figures as JSON in it, thinned to what can be drawn.</summary>
internal static class ReportPage
{
    private const string Placeholder = "{\"data\":null}";
    private const int MostPoints = 1600;
    private const int MostSymbols = 12;

    // The default encoder escapes all that could end a script or begin markup.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly string Template = ReadTemplate();

    public static string Of(ReportDocument document, BacktestReport report) =>
        Template.Replace(Placeholder, JsonSerializer.Serialize(new
        {
            document.Run,
            Metrics = Metric.All.Select(m => new { m.Name, m.Title, Unit = m.Unit.ToString() }),
            document.Groups,
            document.Months,
            document.Drawdowns,
            document.Trades,
            Equity = Thin(document.Equity, report.Result.Equity),
            Prices = BusiestFirst(report).Take(MostSymbols).Select(s => PriceBars.Of(s, report.Result.From)),
        }, Options), StringComparison.Ordinal);

    // Of each stretch the highest and the lowest point, so that no peak and no fall is lost.
    private static IEnumerable<ReportedPoint> Thin(IReadOnlyList<ReportedPoint> points, EquityCurve curve)
    {
        int stretch = (points.Count + MostPoints / 2 - 1) / (MostPoints / 2);
        if (points.Count <= MostPoints)
            return points;
        SortedSet<int> kept = [0, points.Count - 1];
        for (int begin = 0; begin < points.Count; begin += stretch)
        {
            IEnumerable<int> all = Enumerable.Range(begin, Math.Min(stretch, points.Count - begin));
            kept.Add(all.MinBy(i => curve.Points[i].Equity.Units));
            kept.Add(all.MaxBy(i => curve.Points[i].Equity.Units));
        }
        return kept.Select(i => points[i]);
    }

    private static IEnumerable<CandleSeries> BusiestFirst(BacktestReport report) =>
        report.Series.OrderByDescending(s => report.Result.Trades.Count(t => t.Symbol == s.Symbol)).ThenBy(s => s.Symbol);

    private static string ReadTemplate()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.html")!;
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        return text.Contains(Placeholder, StringComparison.Ordinal) ? text : throw new InvalidOperationException("report.html has no place for its data");
    }
}
