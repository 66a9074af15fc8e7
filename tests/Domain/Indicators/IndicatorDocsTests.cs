using System.Globalization;
using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>docs/indicators.md says of every indicator what the catalog says; a failure prints the rows to put there.</summary>
public sealed class IndicatorDocsTests
{
    [Fact]
    public void Docs_OfIndicators_HaveARowForEachAsTheCatalogSays()
    {
        string[] rows = [.. IndicatorCatalog.All.Select(Row)];
        string[] written = [.. File.ReadLines(Path()).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.True(rows.SequenceEqual(written), "docs/indicators.md should have these rows:\n" + string.Join('\n', rows));
    }

    private static string Row(IndicatorDescriptor d)
    {
        string parameters = string.Join(", ", d.Parameters.Select(p => $"{p.Name} {p.Default.ToString(CultureInfo.InvariantCulture)}"));
        string[] notes =
        [
            .. d.Repaints ? new[] { "repaints, refused in strategies" } : [],
            .. d.WaitsForEvent ? new[] { "first value waits for its event" } : [],
            .. d.CostsItsLength ? new[] { "costs its length" } : [],
        ];
        return $"| `{d.Name}` | {d.Summary} | {d.Type.Name} | {d.Input switch { IndicatorInput.Bar => "bar", IndicatorInput.Pair => "pair", _ => "value" }} | {parameters} | {Probe.OfDefault(d).WarmUpBars} | {string.Join("; ", notes)} |";
    }

    private static string Path()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "docs", "indicators.md");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("no docs/indicators.md above the tests");
    }
}
