using System.Text.RegularExpressions;

namespace CoinPilot.Tests.Architecture;

/// <summary>
/// No path to the exchange avoids risk: what makes an order, and what sends one, stands in these files and nowhere else. A file that is not listed
/// fails, and so does a rule that no file obeys any more.
/// </summary>
public sealed class RiskPathTests
{
    // What makes or moves an order on its way out, in code, and the files that may. BacktestVenue, WhatIfVenue and ExecutionGateway stand behind the execution
    // port: they take a replacement that has passed it apart where a venue has none.
    // SymbolSchemas reads what a portfolio on another node granted.
    private static readonly (string What, string Pattern, string[] Files)[] Rules =
    [
        ("permits an order", @"new\s+PlaceOrder\s*\(", ["src/Actors/Trading/RiskActor.cs", "src/Actors/Trading/Unwinding.cs"]),
        ("unwinds", @"\bUnwinding\s*\.\s*Of\b", ["src/Actors/Trading/RiskActor.cs"]),
        ("grants an entry", @"new\s+ExposureReserved\s*\(", ["src/Actors/Trading/PortfolioActor.cs", "src/Actors/Wire/SymbolSchemas.cs"]),
        ("sizes and checks an entry", @"\bEntryDesk\s*\.\s*Decide\b", ["src/Actors/Trading/PortfolioActor.cs"]),
        ("checks an entry against the account", @"\bRiskChecks\s*\.\s*OfAccount\b", ["src/Actors/Trading/EntryDesk.cs"]),
        ("releases a fired entry", @"new\s+ReleaseEntry\s*\(", ["src/Actors/Trading/PositionActor.cs"]),
        ("makes a request for the exchange", @"new\s+Submit(Order|Replacement)\s*\(", ["src/Actors/Backtest/BacktestVenue.cs", "src/Actors/Trading/OrderRequests.cs", "src/Host/Replays/WhatIf/WhatIfVenue.cs"]),
        ("takes such a request", @"\bOrderRequests\s*\.\s*ToSend\b", ["src/Actors/Trading/VenueDesk.cs"]),
        ("sends to the execution port", @"\blinks\s*\.\s*Execution\b", ["src/Actors/Trading/PositionActor.cs"]),
        ("opens a desk to the exchange", @"new\s+VenueDesk\s*\(", ["src/Actors/Trading/PositionActor.cs"]),
    ];

    private static IReadOnlyDictionary<string, string> Sources { get; } = Repository.Files("*.cs", "src")
        .ToDictionary(Repository.Relative, path => string.Join('\n', File.ReadLines(path).Select(line => line.Split("//")[0])), StringComparer.Ordinal);

    public static TheoryData<string> Whats => [.. Rules.Select(r => r.What)];

    [Theory]
    [MemberData(nameof(Whats))]
    public void Code_ThatMovesOrders_StandsInItsFilesAlone(string what)
    {
        (string _, string pattern, string[] files) = Rules.Single(r => r.What == what);

        Assert.Equal(files, Sources.Where(s => Regex.IsMatch(s.Value, pattern)).Select(s => s.Key).Order(StringComparer.Ordinal));
    }

    // An alias, a target-typed new or a copy would get past the patterns above.
    [Fact]
    public void OrderMessages_BeforeThePort_AreMadeByTheirFullNames() => Assert.All(Sources.Where(s => s.Key != "src/Exchanges/Contract/ExecutionGateway.cs"), source =>
    {
        Assert.DoesNotMatch(@"using\s+\w+\s*=\s*[\w.]*(PlaceOrder|SubmitOrder|SubmitReplacement|ExposureReserved|ReleaseEntry)\s*;", source.Value);
        Assert.DoesNotMatch(@"\b(PlaceOrder|SubmitOrder|SubmitReplacement|ExposureReserved|ReleaseEntry)\s+\w+\s*=\s*new\s*\(", source.Value);
    });

    [Theory]
    [InlineData("context.Send(position, new PlaceOrder(\"\", now, order));", 0)]
    [InlineData("new  SubmitOrder (id", 6)]
    [InlineData("then.Send(links . Execution, x)", 8)]
    public void Rule_OnTheCodeThatItForbids_FindsIt(string code, int rule) => Assert.Matches(Rules[rule].Pattern, code);
}
