using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;

namespace CoinPilot.Tests.Strategies;

public sealed class ConditionTests
{
    public static TheoryData<string> Names => StateTests.Names;

    [Theory]
    [InlineData(Relation.Above, false, false, true)]
    [InlineData(Relation.AtLeast, false, true, true)]
    [InlineData(Relation.AtMost, true, true, false)]
    [InlineData(Relation.Below, true, false, false)]
    public void Holds_BelowAtAndAboveTheThreshold_FollowsTheRelation(Relation relation, bool below, bool at, bool above)
    {
        Assert.Equal(below, new Condition("x", 0.9, relation, 1).Holds);
        Assert.Equal(at, new Condition("x", 1, relation, 1).Holds);
        Assert.Equal(above, new Condition("x", 1.1, relation, 1).Holds);
        Assert.False(new Condition("x", double.NaN, relation, 1).Holds);
    }

    [Fact]
    public void Text_OfACondition_NamesFiguresAndWhetherItHolds()
    {
        Assert.Equal("rsi14 41.5 <= 42", Condition.AtMost("rsi14", 41.5, 42).ToString());
        Assert.Equal("not price 0.00000001 > 150803000.5", Condition.Above("price", 1e-8, 150_803_000.5).ToString());
    }

    /// <summary>What a strategy gives as its reasons is true, and what it says it waits for is not all true while it wants nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Intent_OfEveryStrategy_RestsOnConditionsThatHold(string name)
    {
        StrategyFeed feed = Walk.Make(name);
        StrategyView view = default;
        int wanted = 0;
        foreach (Candle candle in Candles.Walk(new Random(5), 8_000, oneGapIn: 40))
        {
            Intent? intent = feed.OnCandle(candle, view);
            if (intent is null)
                continue;
            wanted++;
            Assert.NotEmpty(intent.Conditions);
            Assert.All(intent.Conditions, condition => Assert.True(condition.Holds, $"{intent.Kind} {intent.Reason}: {condition}"));
            view = intent.Kind == IntentKind.Enter ? Desk.Long(candle.OpenTime) : default;
        }
        Assert.True(wanted > (name == "buy-and-hold" ? 0 : 3), $"only {wanted} intents");
    }
}
