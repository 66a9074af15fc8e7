using CoinPilot.Storage.Files.Candles;

namespace CoinPilot.App.Backtests;

/// <summary>What <c>coinpilot candles verify</c> prints of a <see cref="CandleReport"/>. Prices are strings: a double would round them.</summary>
/// <param name="Order">How the rows lie: <c>oldest first</c> or <c>newest first</c>.</param>
/// <param name="UnknownMissing">Intervals that nobody asked the venue about.</param>
/// <param name="KnownEmpty">Intervals in which the venue says that nothing traded.</param>
internal sealed record CandleReportView(
    string Source, string Symbol, string Interval, int Rows, string From, string To, string Order, bool IsSound, int Defects,
    int UnknownMissing, int KnownEmpty, int DuplicateCount, int DisorderCount, int ViolationCount, int OffGridCount, int OffTickCount, double? LatestTickSeconds,
    IReadOnlyList<string> Gaps, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Disorder, IReadOnlyList<string> Violations,
    IReadOnlyList<string> OffGrid, IReadOnlyList<string> OffTick)
{
    public static CandleReportView Of(CandleReport r, bool mustBeComplete)
    {
        string unit = r.PositionUnit;
        return new CandleReportView(
            r.Source, r.Symbol.Code, $"{r.IntervalMinutes}m", r.Rows, r.From.ToString(), r.To.ToString(), r.IsNewestFirst ? "newest first" : "oldest first",
            r.Defects == 0 && (!mustBeComplete || r.MissingUnknown == 0), r.Defects,
            r.MissingUnknown, r.MissingKnownEmpty, r.Duplicates.Count, r.Disorder.Count, r.Violations.Count, r.OffGrid.Count, r.OffTick.Count, r.LatestTickSeconds,
            [.. r.Gaps.Select(g => $"{g.From}: {g.Intervals} missing, {(g.IsKnownEmpty ? "known empty" : "unknown")}")],
            [.. r.Duplicates.Select(d => $"{d.Time}: {unit} {d.FirstPosition} and {unit} {d.SecondPosition}, {(d.IsSame ? "the same" : "different")}")],
            [.. r.Disorder.Select(Show)], [.. r.Violations.Select(Show)], [.. r.OffGrid.Select(Show)],
            [.. r.OffTick.Select(t => $"{t.Time}: {unit} {t.Position}, {t.Field} {t.Price} is no multiple of {t.Step}")]);

        string Show(CandleFlaw f) => $"{f.Time}: {unit} {f.Position}, {f.What}";
    }

    public void Print(TextWriter output, int limit)
    {
        output.WriteLine($"{Source}: {Rows:N0} candles of {(Symbol.Length > 0 ? Symbol : "an unnamed market")}, {Interval}, {From} to {To}, {Order}");
        output.WriteLine($"  missing {UnknownMissing:N0} unknown, {KnownEmpty:N0} known empty; off tick {OffTickCount:N0} prices{Late()}");
        output.WriteLine($"  defects {Defects:N0}: duplicates {DuplicateCount:N0}, disorder {DisorderCount:N0}, violations {ViolationCount:N0}, off the interval {OffGridCount:N0}");
        List(output, "gap", Gaps, limit);
        List(output, "duplicate", Duplicates, limit);
        List(output, "disorder", Disorder, limit);
        List(output, "violation", Violations, limit);
        List(output, "off the interval", OffGrid, limit);
        List(output, "off tick", OffTick, limit);
    }

    private string Late() => LatestTickSeconds is { } late and > 0 ? $"; last trades stored up to {late:F1} s after the candle's end" : "";

    private static void List(TextWriter output, string kind, IReadOnlyList<string> lines, int limit)
    {
        foreach (string line in lines.Take(limit))
            output.WriteLine($"  {kind} {line}");
        if (lines.Count > limit)
            output.WriteLine($"  {kind}: {lines.Count - limit:N0} more; --limit or --json lists them");
    }
}
