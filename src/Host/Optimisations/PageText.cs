using System.Globalization;
using System.Net;
using System.Text;

namespace CoinPilot.App.Optimisations;

/// <summary>Builds a page that needs no network and no script; it reads on a phone and in print.</summary>
internal sealed class PageText
{
    private const string Style =
        ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}"
        + ".wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.2rem .6rem;border-bottom:1px solid #8884;text-align:right;white-space:nowrap}"
        + "th:first-child,td:first-child,td.left,th.left{text-align:left}td.heat{border:1px solid #8882;min-width:3rem;text-align:center}pre{overflow-x:auto;padding:.8rem;background:#8881}"
        + "svg{width:100%;height:auto;background:#8881}.good{color:#0a7d33}.bad{color:#c2182b}.tiles{display:flex;flex-wrap:wrap;gap:.8rem}.tiles div{padding:.5rem .9rem;background:#8881}"
        + ".tiles b{display:block;font-size:1.2rem}@media print{body{max-width:none}h2{break-after:avoid}}";

    private readonly StringBuilder _text = new();

    public PageText(string title)
    {
        _text.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        _text.Append($"<title>{Escape(title)}</title><style>{Style}</style></head><body><h1>{Escape(title)}</h1>\n");
    }

    public void Heading(string text) => _text.Append($"<h2>{Escape(text)}</h2>\n");

    /// <param name="kind"><c>good</c>, <c>bad</c> or nothing.</param>
    public void Paragraph(string text, string kind = "") => _text.Append($"<p class=\"{kind}\">{Escape(text)}</p>\n");

    public void Code(string text) => _text.Append($"<pre>{Escape(text)}</pre>\n");

    public void Tiles(IEnumerable<(string Title, string Value)> tiles)
    {
        _text.Append("<div class=\"tiles\">");
        foreach ((string title, string value) in tiles)
            _text.Append($"<div>{Escape(title)}<b>{Escape(value)}</b></div>");
        _text.Append("</div>\n");
    }

    public void Table(IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        _text.Append($"<div class=\"wide\"><table><thead><tr>{string.Concat(header.Select(h => $"<th>{Escape(h)}</th>"))}</tr></thead><tbody>\n");
        foreach (IEnumerable<string> row in rows)
            _text.Append($"<tr>{string.Concat(row.Select(c => $"<td>{Escape(c)}</td>"))}</tr>\n");
        _text.Append("</tbody></table></div>\n");
    }

    /// <summary>A table whose cells are coloured from red, 0, over yellow to green, 1; null for no colour.</summary>
    public void Heat(string corner, IEnumerable<string> columns, IEnumerable<(string Label, IEnumerable<(string Text, double? Warmth)> Cells)> rows)
    {
        _text.Append($"<div class=\"wide\"><table><thead><tr><th>{Escape(corner)}</th>{string.Concat(columns.Select(h => $"<th>{Escape(h)}</th>"))}</tr></thead><tbody>\n");
        foreach ((string label, IEnumerable<(string Text, double? Warmth)> cells) in rows)
            _text.Append($"<tr><th>{Escape(label)}</th>{string.Concat(cells.Select(Cell))}</tr>\n");
        _text.Append("</tbody></table></div>\n");
    }

    /// <summary>Lines over the same axis, each with its colour; the first is filled. Values that are no number are left out.</summary>
    public void Chart(string label, params (string Name, string Colour, IReadOnlyList<double> Values)[] lines)
    {
        double[] all = [.. lines.SelectMany(l => l.Values).Where(double.IsFinite)];
        if (all.Length < 2)
            return;
        (double low, double high) = (all.Min(), all.Max());
        _text.Append($"<p>{Escape(label)}: {string.Join(", ", lines.Select(l => $"<span style=\"color:{l.Colour}\">{Escape(l.Name)}</span>"))}, {Number(low)} to {Number(high)}</p>");
        _text.Append("<svg viewBox=\"0 0 1000 260\" role=\"img\">");
        foreach ((_, string colour, IReadOnlyList<double> values) in lines)
            _text.Append($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{Points(values, low, high)}\"/>");
        _text.Append("</svg>\n");
    }

    public string End() => _text.Append("</body></html>\n").ToString();

    /// <summary>As a page shows a figure; a dash for what is undefined.</summary>
    public static string Number(double value) => !double.IsFinite(value) ? "-" : Math.Abs(value) switch
    {
        >= 10_000 => value.ToString("N0", CultureInfo.InvariantCulture),
        < 0.0001 => value.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString("G5", CultureInfo.InvariantCulture),
    };

    /// <summary>A fraction in percent; a dash for what is undefined.</summary>
    public static string Percent(double value) => double.IsFinite(value) ? value.ToString("P2", CultureInfo.InvariantCulture) : "-";

    private static string Points(IReadOnlyList<double> values, double low, double high)
    {
        double range = high > low ? high - low : 1;
        return string.Join(' ', values.Index().Where(v => double.IsFinite(v.Item)).Select(v => string.Create(CultureInfo.InvariantCulture,
            $"{1000.0 * v.Index / Math.Max(1, values.Count - 1):F1},{250 - 240 * (v.Item - low) / range:F1}")));
    }

    private static string Cell((string Text, double? Warmth) cell) => cell.Warmth is { } warmth
        ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"heat\" style=\"background:hsl({120 * warmth:F0} 70% 50% / .45)\">{Escape(cell.Text)}</td>")
        : $"<td class=\"heat\">{Escape(cell.Text)}</td>";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
