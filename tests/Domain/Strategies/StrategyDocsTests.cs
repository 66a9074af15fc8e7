namespace CoinPilot.Tests.Strategies;

/// <summary>The example that the page about strategies shows is the one that is compiled and tested.</summary>
public sealed class StrategyDocsTests
{
    [Fact]
    public void Example_InTheDocs_IsTheCodeThatIsTested()
    {
        string code = File.ReadAllText(CheckedOut.File("tests", "Domain", "Strategies", "Example.cs")).ReplaceLineEndings("\n");
        string page = File.ReadAllText(CheckedOut.File("docs", "strategies.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{code.TrimEnd()}\n```", page, StringComparison.Ordinal);
    }
}
