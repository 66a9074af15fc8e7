using System.Xml.Linq;

namespace CoinPilot.Tests.Architecture;

/// <summary>Dependencies point one way. A project that is not listed here fails, so that nobody adds one unseen.</summary>
public sealed class ProjectReferenceTests
{
    private const string BannedApis = "Microsoft.CodeAnalysis.BannedApiAnalyzers";

    // What each project may reference directly, by folder under src.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Actors"] = ["Domain"],
        ["Cluster"] = ["Actors", "Storage/Files"],
        ["Cluster.Kubernetes"] = ["Cluster"],
        ["Cluster.Palettes"] = ["Cluster"],
        ["Exchanges/Contract"] = ["Actors"],
        ["Exchanges/Upbit"] = ["Exchanges/Contract"],
        ["Exchanges/Binance"] = ["Exchanges/Contract"],
        ["Exchanges/Simulator"] = ["Domain"],
        ["Storage/Files"] = ["Actors"],
        ["Storage/Postgres"] = ["Actors", "Storage/Files"],
        ["Host"] = ["Actors", "Cluster", "Cluster.Kubernetes", "Cluster.Palettes", "Domain", "Exchanges/Binance", "Exchanges/Contract", "Exchanges/Simulator", "Exchanges/Upbit", "Storage/Files", "Storage/Postgres"],
    };

    private static readonly string[] MustExist = ["Domain", "Actors", "Cluster", "Exchanges/Contract", "Exchanges/Upbit", "Exchanges/Binance", "Exchanges/Simulator", "Storage/Files", "Storage/Postgres", "Host"];

    private static IReadOnlyDictionary<string, XDocument> Projects { get; } = Repository.Files("*.csproj", "src")
        .ToDictionary(path => FolderOf(path), path => XDocument.Load(path), StringComparer.Ordinal);

    [Fact]
    public void Projects_UnderSrc_AreAllKnown()
    {
        Assert.Subset(Allowed.Keys.ToHashSet(), Projects.Keys.ToHashSet());
        Assert.Subset(Projects.Keys.ToHashSet(), MustExist.ToHashSet());
    }

    [Fact]
    public void ProjectReferences_OfEveryProject_PointOneWay() => Assert.All(Projects, project =>
        Assert.Subset(Allowed[project.Key].ToHashSet(), References(project.Key).ToHashSet()));

    [Theory]
    [InlineData("Exchanges/Upbit", "Exchanges/Simulator")]
    [InlineData("Exchanges/Simulator", "Exchanges/Upbit")]
    [InlineData("Exchanges/Simulator", "Exchanges/Contract")]
    [InlineData("Exchanges/Simulator", "Actors")]
    [InlineData("Actors", "Storage/Files")]
    public void ProjectReferences_FollowedToTheEnd_NeverReach(string from, string forbidden)
    {
        HashSet<string> reached = [];
        Reach(from);
        Assert.DoesNotContain(forbidden, reached);

        void Reach(string project)
        {
            foreach (string next in References(project).Where(reached.Add))
                Reach(next);
        }
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Actors")]
    public void CoreProject_Always_HasNoPackagesAndNoFrameworks(string project)
    {
        Assert.DoesNotContain(Items(project, "PackageReference"), name => name != BannedApis);
        Assert.Empty(Items(project, "FrameworkReference"));
        Assert.Empty(Items(project, "Reference"));
    }

    [Fact]
    public void Akka_OutsideItsOwnProjects_IsNeverMentionedInCodeOrProjects()
    {
        IEnumerable<string> offenders = Repository.Files("*.cs", "src").Concat(Repository.Files("*.csproj", "src"))
            .Where(path => !Repository.Relative(path).StartsWith("src/Cluster", StringComparison.Ordinal))
            .Where(path => UsesAkka(path))
            .Select(Repository.Relative);

        Assert.Empty(offenders);
    }

    // A registry without Akka restores and builds all the rest.
    [Fact]
    public void Akka_InAnyProject_IsAskedForOnlyWhereTheBuildSaysSo() => Assert.All(Repository.Files("*.csproj", "src", "tests", "benchmarks"), path =>
    {
        XDocument project = XDocument.Load(path);
        Assert.All(
            project.Descendants("PackageReference").Where(e => IsOfAkka(e.Attribute("Include")?.Value))
                .Concat(project.Descendants("ProjectReference").Where(e => e.Attribute("Include")?.Value.EndsWith("CoinPilot.Cluster.csproj", StringComparison.Ordinal) == true))
                .Where(e => Repository.Relative(path) != "tests/Cluster/CoinPilot.Cluster.Tests.csproj" || e.Name == "PackageReference"),
            e => Assert.Equal("'$(Akka)' == 'true'", e.Parent!.Attribute("Condition")?.Value));
    });

    [Fact]
    public void Akka_InTheCentralVersions_IsPinnedToOneLine()
    {
        XDocument versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        List<XElement> akka = [.. versions.Descendants("PackageVersion").Where(e => IsOfAkka(e.Attribute("Include")?.Value))];

        Assert.NotEmpty(akka);
        Assert.All(akka, e => Assert.Equal("1.5.30", e.Attribute("Version")?.Value));
    }

    private static bool IsOfAkka(string? package) => package == "Akka" || package?.StartsWith("Akka.", StringComparison.Ordinal) == true;

    // The solution is called CoinPilot.Akka.sln and prose may name Akka; what counts is code that would need it.
    private static bool UsesAkka(string path) => File.ReadLines(path)
        .Select(line => line.TrimStart())
        .Where(line => !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("<!--", StringComparison.Ordinal))
        .Any(line => line.Contains("Akka.", StringComparison.Ordinal) || line.Contains("Petabridge", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project)
    {
        string folder = Path.Combine(Repository.Root, "src", project);
        return Items(project, "ProjectReference").Select(include => FolderOf(Path.GetFullPath(Path.Combine(folder, include.Replace('\\', '/')))));
    }

    private static IEnumerable<string> Items(string project, string name) =>
        Projects[project].Descendants(name).Select(e => e.Attribute("Include")?.Value ?? throw new InvalidDataException($"{name} of {project} includes nothing"));

    private static string FolderOf(string csproj) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(csproj)!).Replace('\\', '/');
}
