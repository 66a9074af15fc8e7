using System.Reflection;
using System.Text.RegularExpressions;
using CoinPilot.Actors.Trading;
using CoinPilot.Positions;

namespace CoinPilot.Tests.Architecture;

/// <summary>Rules of form that a reviewer should not have to look for.</summary>
public sealed partial class SourceRuleTests
{
    private const int LongestFile = 300;
    private static readonly string[] DumpingGrounds = ["Helpers", "Helper", "Utils", "Util", "Utilities", "Common", "Extensions", "Misc"];

    private static IReadOnlyList<string> Sources { get; } = Repository.Files("*.cs", "src", "tests", "benchmarks");

    [Fact]
    public void Files_OfCode_AreNoLongerThanThreeHundredLines() => AssertNone(
        Sources.Select(path => (Path: Repository.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(f => f.Lines > LongestFile).Select(f => $"{f.Path} has {f.Lines} lines"));

    [Fact]
    public void Namespaces_OfCode_ShadowNeitherAkkaNorHost() => Assert.All(Sources, path =>
        Assert.DoesNotContain(File.ReadLines(path), line => ShadowingNamespace().IsMatch(line)));

    [Fact]
    public void Projects_ByTheirRootNamespace_ShadowNeitherAkkaNorHost() => Assert.All(Repository.Files("*.csproj", "src", "tests"), path =>
        Assert.DoesNotMatch(@"<RootNamespace>\s*CoinPilot\.(Akka|Host)\b", File.ReadAllText(path)));

    [Fact]
    public void FoldersAndTypes_Anywhere_AreNoDumpingGrounds()
    {
        IEnumerable<string> folders = Sources.SelectMany(path => Repository.Relative(path).Split('/')[..^1]).Distinct();
        Assert.Empty(folders.Intersect(DumpingGrounds));

        IEnumerable<string> types = Sources.SelectMany(path => TypeDeclaration().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value));
        Assert.True(types.Count() > 200);
        Assert.DoesNotContain(types, name => DumpingGrounds.Any(ground => name == ground || name.EndsWith(ground, StringComparison.Ordinal)));
    }

    [Fact]
    public void Messages_OfTheTradingActors_AreSealedRecords()
    {
        Type[] markers =
        [
            typeof(IMarketMessage), typeof(IStrategyMessage), typeof(IRiskMessage), typeof(IPositionMessage), typeof(IPortfolioMessage),
            typeof(IExecutionCommand), typeof(IExecutionReply),
        ];
        Type[] actors = typeof(PositionActor).Assembly.GetTypes();
        List<Type> messages = [.. actors.Where(t => !t.IsInterface && markers.Any(t.IsAssignableTo))];
        // Replies and the supervisor's messages carry no marker; they are what else the namespace has in records.
        messages.AddRange(actors.Where(t => t.Namespace == typeof(PositionActor).Namespace && !t.IsValueType && IsRecord(t)));

        Assert.True(messages.Distinct().Count() >= 40, $"only {messages.Distinct().Count()} messages found");
        Assert.All(messages.Distinct(), t => Assert.True(t.IsSealed && IsRecord(t), $"{t.Name} is no sealed record"));
        Assert.All(markers, m => Assert.Contains(messages, t => t.IsAssignableTo(m)));
    }

    [Fact]
    public void Protocols_OfTheTradingActors_DeclareNothingButSealedRecords()
    {
        IReadOnlyList<string> protocols = Repository.Files("*Protocol.cs", "src/Actors/Trading");
        Assert.Equal(7, protocols.Count);
        Assert.All(protocols, path => Assert.All(
            File.ReadLines(path).Where(line => Declaration().IsMatch(line)),
            line => Assert.Matches("^public (sealed record|interface|enum) ", line)));
    }

    [Fact]
    public void Tests_Everywhere_AreNamedSubjectConditionOutcome()
    {
        List<(string Path, string Name)> tests = [.. Repository.Files("*.cs", "tests")
            .SelectMany(path => TestMethod().Matches(File.ReadAllText(path)).Select(m => (Repository.Relative(path), m.Groups["name"].Value)))];

        Assert.True(tests.Count > 100, $"only {tests.Count} tests found");
        AssertNone(tests.Where(t => t.Name.Split('_') is not { Length: >= 3 } parts || parts.Any(p => p.Length == 0 || !char.IsAsciiLetterUpper(p[0])))
            .Select(t => $"{t.Path}: {t.Name}"));
    }

    [Fact]
    public void TestScan_AgainstReflection_MissesNoTestOfThisAssembly()
    {
        int found = Repository.Files("*.cs", "tests/Actors").Sum(path => TestMethod().Count(File.ReadAllText(path)));
        int declared = typeof(SourceRuleTests).Assembly.GetTypes().Where(t => !t.IsAbstract || t.IsSealed)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(m => m.GetCustomAttributes<FactAttribute>().Any())
            .DistinctBy(m => (m.DeclaringType, m.Name)).Count();

        Assert.Equal(declared, found);
    }

    [Fact]
    public void Accounting_InTheDomain_HoldsNoFloatingPointNumbers()
    {
        string[] accounting = ["CoinPilot.Orders", "CoinPilot.Positions", "CoinPilot.Portfolio", "CoinPilot.Matching"];
        List<Type> types = [.. typeof(PositionBook).Assembly.GetTypes().Where(t => accounting.Contains(t.Namespace))];

        Assert.All(accounting, name => Assert.Contains(types, t => t.Namespace == name));
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Assert.Empty(types.SelectMany(t => t.GetFields(all)).Where(f => IsFloating(f.FieldType)).Select(f => $"{f.DeclaringType}.{f.Name}"));
        Assert.Empty(types.SelectMany(t => t.GetMethods(all)).Where(m => IsFloating(m.ReturnType) || m.GetParameters().Any(p => IsFloating(p.ParameterType)))
            .Select(m => $"{m.DeclaringType}.{m.Name}"));
    }

    // Every offender on a line of its own: a collection's own message shows only the first few.
    private static void AssertNone(IEnumerable<string> offenders)
    {
        string all = string.Join('\n', offenders);
        Assert.True(all.Length == 0, all);
    }

    private static bool IsFloating(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? (type.HasElementType ? type.GetElementType()! : type);
        return bare == typeof(double) || bare == typeof(float) || bare == typeof(Half) || (bare.IsGenericType && bare.GetGenericArguments().Any(IsFloating));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    [GeneratedRegex(@"^\s*namespace\s+CoinPilot\.(Akka|Host)\b")]
    private static partial Regex ShadowingNamespace();

    [GeneratedRegex(@"^\s*(?:public|internal|file|private|protected)?[\w ]*\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(public|internal) ")]
    private static partial Regex Declaration();

    // An attribute of a test, whatever stands between it and the method: other attributes with their arguments.
    [GeneratedRegex(@"^\s*\[(?:Fact|Theory)\b[^\n]*\](?:\s*\[[^\n]*\])*\s*public\s+(?:async\s+)?(?:static\s+)?[\w<>]+\s+(?<name>\w+)\s*\(", RegexOptions.Multiline)]
    private static partial Regex TestMethod();
}
