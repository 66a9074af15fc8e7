using System.Text.RegularExpressions;
using CoinPilot.Exchanges.Simulator;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>The checklist in docs/local-exchange.md names tests that are there, and leaves no row and no fault out.</summary>
public sealed partial class ChecklistDocsTests
{
    private static readonly string Root = FindRoot();

    private static readonly string Section = Named().Match(File.ReadAllText(Path.Combine(Root, "docs", "local-exchange.md"))).Value;

    [Fact]
    public void Checklist_EveryTestItNames_IsThereAndIsATest()
    {
        // The matching core's tests are another project's: by their text, as all are.
        Dictionary<string, string> sources = new[] { "Simulator", "Contract" }.Select(f => Path.Combine(Root, "tests", "Exchanges", f))
            .Append(Path.Combine(Root, "tests", "Domain", "Matching"))
            .SelectMany(Directory.GetFiles).ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);
        Match[] named = [.. TestName().Matches(Section).OfType<Match>()];
        string[] missing = [.. named.Where(m => !IsTest(sources.GetValueOrDefault(m.Groups[1].Value, ""), m.Groups[2].Value)).Select(m => m.Value)];

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    [Fact]
    public void Checklist_EveryRowAndFault_HasALineWithATest()
    {
        string[] lines = [.. Section.Split('\n').Where(l => TestName().IsMatch(l))];

        Assert.All(Enumerable.Range(1, 9), row => Assert.Contains(lines, l => l.StartsWith($"| {row} |", StringComparison.Ordinal)));
        Assert.All(Enum.GetNames<FaultKind>(), fault => Assert.Contains(lines, l => l.StartsWith($"| `{Snake(fault)}` | `FaultTests.", StringComparison.Ordinal)));
    }

    private static bool IsTest(string source, string method) =>
        Regex.IsMatch(source, @"\[(Fact|Theory|InlineData\(.*\))\]\s+public (async Task|Task|void) " + method + @"\(");

    private static string Snake(string name) => Capital().Replace(name, m => "_" + m.Value.ToLowerInvariant()).TrimStart('_');

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "docs", "local-exchange.md")))
                return folder.FullName;
        }
        throw new FileNotFoundException("no docs/local-exchange.md above the tests");
    }

    [GeneratedRegex(@"^## Checklist\n.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Named();

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
