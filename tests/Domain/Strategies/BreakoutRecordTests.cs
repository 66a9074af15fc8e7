using CoinPilot.Indicators;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;

namespace CoinPilot.Tests.Strategies;

/// <summary>The turtle's rule of skipping: how the last breakout went, whether it was traded or not.</summary>
public sealed class BreakoutRecordTests
{
    [Fact]
    public void Minute_ThatTouchesTheHigh_IsNoBreakout() => Assert.False(After(default, open: 99, high: 100, low: 98).IsOpen);

    [Fact]
    public void Minute_AboveTheHigh_OpensAtTheHighOrWhereItOpened()
    {
        Assert.Equal(new BreakoutRecord(true, false, false, 100, 96), After(default, open: 99, high: 100.01, low: 98));
        Assert.Equal(new BreakoutRecord(true, false, false, 103, 99), After(default, open: 103, high: 104, low: 98));
    }

    [Theory]
    [InlineData(96, 90, false)]
    [InlineData(95, 90, false)]
    public void Breakout_ThatFallsTwoRanges_HasLost(double low, double exitLow, bool won)
    {
        BreakoutRecord ended = After(Open, open: 99, high: 99, low, exitLow: exitLow);

        Assert.Equal(new BreakoutRecord(false, false, won, 0, 0), ended);
        Assert.False(ended.Skips);
    }

    [Theory]
    [InlineData(110, 107.99, true)]
    [InlineData(98, 97.99, false)]
    [InlineData(107, 100, true)]
    public void Breakout_ThatBreaksTheExitsLow_HasWonWhereThatIsAboveItsEntry(double open, double low, bool won)
    {
        BreakoutRecord ended = After(Open, open, high: open, low, exitLow: won ? 108 : 98);

        Assert.Equal((false, won), (ended.IsOpen, ended.HasWon));
        Assert.Equal(won, ended.Skips);
    }

    [Fact]
    public void Breakout_AboveBothLevels_StaysOpen()
    {
        Assert.Equal(Open, After(Open, open: 99, high: 120, low: 96.01, exitLow: 90));
        Assert.Equal(Open, After(Open, open: 109, high: 120, low: 108, exitLow: 108));
    }

    [Fact]
    public void Breakout_AfterAWinner_IsSkippedAndTheOneAfterALoserIsNot()
    {
        BreakoutRecord won = new(false, false, true, 0, 0);
        BreakoutRecord second = After(won, open: 99, high: 101, low: 98);
        Assert.True(won.Skips);
        Assert.True(second is { IsOpen: true, Skips: true });

        BreakoutRecord lost = After(second, open: 99, high: 99, low: 90);
        Assert.False(lost.Skips);
        Assert.False(After(lost, open: 99, high: 101, low: 98).Skips);
    }

    private static BreakoutRecord Open => new(true, false, false, 100, 96);

    private static BreakoutRecord After(BreakoutRecord record, double open, double high, double low, double exitLow = 0) =>
        record.After(new Bar(Candles.At(0), open, high, low, low, 1), entryHigh: 100, exitLow, stopDistance: 4);
}
