using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CoinPilot.Tests.Architecture;

/// <summary>Domain and Actors read no clock, draw no random number, wait for nothing: the analyzer is on, and the sources are looked at besides.</summary>
public sealed partial class DeterminismTests
{
    private static readonly string[] Symbols =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now",
        "P:System.DateTimeOffset.UtcNow", "P:System.TimeProvider.System", "P:System.Environment.TickCount", "P:System.Environment.TickCount64",
        "T:System.Diagnostics.Stopwatch", "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7", "P:System.Random.Shared", "M:System.Random.#ctor",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
        "M:System.Threading.Tasks.Task.Delay(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)",
        "M:System.Threading.Tasks.Task.Delay(System.Int32,System.Threading.CancellationToken)",
        "M:System.Threading.Tasks.Task.Delay(System.TimeSpan,System.Threading.CancellationToken)",
    ];

    public static TheoryData<string> CoreFolders => ["src/Domain", "src/Actors"];

    [Fact]
    public void BannedSymbols_Always_NameEveryWayOut()
    {
        IEnumerable<string> banned = File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.txt")).Select(line => line.Split(';')[0].Trim());

        Assert.Subset(banned.ToHashSet(), Symbols.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(CoreFolders))]
    public void CoreProject_Always_SwitchesTheBanOn(string folder)
    {
        XDocument project = XDocument.Load(Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single());

        Assert.Equal("true", Assert.Single(project.Descendants("DeterministicCore")).Value);
        Assert.DoesNotContain(project.Descendants("NoWarn"), e => e.Value.Contains("RS0030", StringComparison.Ordinal));
    }

    [Fact]
    public void BuildTargets_WhereTheBanIsOn_HandTheListToTheAnalyzer()
    {
        XDocument targets = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.targets"));
        XElement group = targets.Descendants("ItemGroup").Single(g => g.Attribute("Condition")?.Value.Contains("DeterministicCore", StringComparison.Ordinal) == true);

        Assert.Equal("Microsoft.CodeAnalysis.BannedApiAnalyzers", group.Element("PackageReference")?.Attribute("Include")?.Value);
        Assert.EndsWith("BannedSymbols.txt", group.Element("AdditionalFiles")?.Attribute("Include")?.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CoreFolders))]
    public void Sources_OfTheCore_MentionNoClockRandomnessOrDelay(string folder) => Assert.All(Repository.Files("*.cs", folder), path =>
    {
        foreach ((int number, string line) in File.ReadLines(path).Index())
        {
            string code = line.Split("//")[0];
            Assert.False(Forbidden().IsMatch(code), $"{Repository.Relative(path)}({number + 1}): {code.Trim()}");
            Assert.False(line.Contains("RS0030", StringComparison.Ordinal), $"{Repository.Relative(path)}({number + 1}) suppresses the ban");
        }
    });

    [Theory]
    [InlineData("var t = DateTime.UtcNow;")]
    [InlineData("var t = DateTimeOffset.Now;")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("new Random(1)")]
    [InlineData("Stopwatch.GetTimestamp()")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("Thread.Sleep(1)")]
    public void SourceScan_OfAForbiddenCall_FindsIt(string code) => Assert.Matches(Forbidden(), code);

    // SeededRandom is ours; Lane.Now and context.Now are handed in.
    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\s*\.\s*(Now|UtcNow|Today)\b|\bGuid\s*\.\s*(NewGuid|CreateVersion7)\b|\bRandom\b|\bStopwatch\b|\bTask\s*\.\s*Delay\b|\bThread\s*\.\s*Sleep\b|\bTickCount(64)?\b|\bTimeProvider\s*\.\s*System\b")]
    private static partial Regex Forbidden();
}
