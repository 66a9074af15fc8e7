using CoinPilot.App.Clusters;

namespace CoinPilot.Tests.Run;

public sealed class JsonMergeTests
{
    [Fact]
    public void Merge_ListsOfSeveralNodes_JoinsThemAndKeepsWhatAllSayOnce() => Assert.Equal(
        """{"positions":[{"symbol":"A"},{"symbol":"B"}],"states":["same"]}""",
        Body("""{"positions":[{"symbol":"A"}],"states":["same"]}""", """{"positions":[{"symbol":"B"}],"states":["same"]}"""));

    [Fact]
    public void Merge_CountsOfSeveralNodes_SumsThemAndLeavesTheAccountsFiguresAlone() => Assert.Equal(
        """{"orders":5,"cash":"100","denied":7}""",
        Body("""{"orders":2,"cash":"100","denied":7}""", """{"orders":3,"cash":"101","denied":7}"""));

    [Fact]
    public void Merge_ListOfTheAccount_TakesTheFirst() => Assert.Equal(
        (200, """{"denials":[1]}"""),
        JsonMerge.Merge([(200, """{"denials":[1]}"""), (200, """{"denials":[2]}""")], "denials"));

    [Fact]
    public void Merge_WhereOneNodeKnows_TakesItsAnswer() => Assert.Equal(
        (200, """{"lifted":"KRW-BTC/risk"}"""),
        JsonMerge.Merge([(404, """{"error":"not here"}"""), (200, """{"lifted":"KRW-BTC/risk"}"""), (503, "{}")]));

    [Fact]
    public void Merge_WhereNobodyKnows_TakesTheFirstRefusal() => Assert.Equal(
        (404, """{"error":"not here"}"""), JsonMerge.Merge([(404, """{"error":"not here"}"""), (503, "{}")]));

    private static string Body(params string[] bodies) => JsonMerge.Merge([.. bodies.Select(b => (200, b))]).Body;
}
