using System.Runtime.CompilerServices;

namespace CoinPilot.Tests.Strategies;

/// <summary>The example that the page about strategies shows is the one that is compiled and tested.</summary>
public sealed class StrategyDocsTests
{
    [Fact]
    public void Example_InTheDocs_IsTheCodeThatIsTested()
    {
        string code = File.ReadAllText(Here().Replace("StrategyDocsTests.cs", "Example.cs", StringComparison.Ordinal)).ReplaceLineEndings("\n");
        string page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "strategies.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{code.TrimEnd()}\n```", page, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
