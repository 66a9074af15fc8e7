using System.Net;
using System.Text;

namespace CoinPilot.App.Audit;

/// <summary>The report as one page that needs nothing else.</summary>
internal static class AuditHtml
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}"
        + "td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ddd}summary{cursor:pointer}.bad{color:#b00020}.good{color:#0a7d33}";

    public static string Write(AuditReport report)
    {
        StringBuilder page = new();
        page.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>CoinPilot audit</title><style>").Append(Style).Append("</style><h1>Audit</h1>");
        page.Append(report.IsClean
            ? "<p class=\"good\">Clean: journal, positions and cash agree.</p>"
            : $"<p class=\"bad\">DIFFERENCE: {Text(report.Difference!)}</p>");
        page.Append($"<p>{report.Events} events of {report.Entities} entities, {report.Orders} orders, {report.Fills} fills, {report.Reports} self-reports compared. ");
        page.Append($"Cash {Text(report.OpeningCash)} at the start, {Text(report.Cash)} now, {Text(report.Fees)} in fees, {Text(report.Transferred)} moved in or out by hand.</p>");
        if (report.CashProblem is { } problem)
            page.Append($"<p class=\"bad\">Cash is not explained: {Text(problem)}</p>");
        Positions(page, report.Positions);
        page.Append("<h2>Orders</h2>");
        foreach (OrderStory story in report.Stories)
            Story(page, story);
        Denied(page, report.Denied);
        return page.Append("</html>\n").ToString();
    }

    private static void Positions(StringBuilder page, IReadOnlyList<AuditedPosition> positions)
    {
        page.Append("<h2>Positions</h2><table><tr><th>symbol<th>holder<th>quantity<th>cost");
        foreach (AuditedPosition p in positions)
            page.Append($"<tr><td>{Text(p.Symbol)}<td>{Text(p.Strategy)}<td>{Text(p.Quantity)}<td>{Text(p.Cost)}");
        page.Append("</table>");
    }

    private static void Denied(StringBuilder page, IReadOnlyList<DeniedSignal> denied)
    {
        page.Append("<h2>Denied signals</h2><table><tr><th>UTC<th>KST<th>symbol<th>strategy<th>signal<th>times<th>denied by<th>because");
        foreach (DeniedSignal d in denied)
            page.Append($"<tr><td>{Text(d.TimeUtc)}<td>{Text(d.TimeKst)}<td>{Text(d.Symbol)}<td>{Text(d.Strategy)}<td>{Text(d.Kind)}: {Text(d.Reason)}<td>{d.Times}<td>{Text(d.Code)}<td>{Text(d.Detail)}");
        page.Append("</table>");
    }

    private static void Story(StringBuilder page, OrderStory story)
    {
        page.Append($"<details><summary>{Text(story.Id)}: {Text(story.Side)} {Text(story.Type)} {Text(story.Asked)}</summary><p>{Text(story.Reason)}</p><table>");
        foreach (StoryStep step in story.Steps)
            page.Append($"<tr><td>{step.Sequence}<td>{Text(step.TimeUtc)}<td>{Text(step.TimeKst)}<td>{Text(step.Text)}");
        page.Append("</table></details>");
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
