using System.Globalization;
using CoinPilot.Strategies;

namespace CoinPilot.Tests.Strategies;

/// <summary>docs/strategies-reference.md says of every parameter what the catalog says; a failure prints the rows to put there.</summary>
public sealed class StrategyReferenceDocsTests
{
    public static TheoryData<string> Names => QuickSettings.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Docs_OfAStrategy_HaveARowForEachParameterAsTheCatalogSays(string name)
    {
        string[] rows = [.. StrategyCatalog.All.Single(d => d.Name == name).Parameters.Select(Row)];
        string[] written = [.. Section(name).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.True(rows.SequenceEqual(written), $"## {name} of docs/strategies-reference.md should have these rows:\n" + string.Join('\n', rows));
        foreach (string market in new[] { "rising", "falling", "sideways" })
            Assert.Contains(Section(name), line => line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|')[1].Contains(market, StringComparison.Ordinal));
    }

    private static string Row(StrategyParameter p) => string.Create(
        CultureInfo.InvariantCulture, $"| `{p.Key}` | {p.Default} | {p.Minimum} to {p.Maximum}{(p.IsWhole ? ", whole" : "")} | {p.Meaning} |");

    private static string[] Section(string name) =>
        [.. File.ReadLines(CheckedOut.File("docs", "strategies-reference.md")).SkipWhile(line => line != $"## {name}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
}
