using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class MovingAverageCrossTests
{
    private static StrategyView Flat => default;
    private static readonly StrategyView Long = Desk.Long(Candles.At(0));

    [Fact]
    public void OnCandle_HandMadeSeries_EntersOnTheCrossAndLeavesWhileBelow()
    {
        MovingAverageCross strategy = new(fast: 2, slow: 3, minutes: 1);
        // fast 8.5 / slow 9, 8.5 / 8.67, 10.5 / 9.67 (cross), 12.5 / 11.3, 10.5 / 11 (below), 8 / 9.67 (below), 8 / 8
        int[] closes = [10, 9, 8, 9, 12, 13, 8, 8, 8];
        Desk desk = new(strategy);

        for (int i = 0; i < closes.Length; i++)
            desk.Candle(Candles.Flat(i, closes[i]));

        Assert.Equal([(Candles.At(4), IntentKind.Enter), (Candles.At(6), IntentKind.Exit)], desk.Intents);
    }

    [Fact]
    public void OnCandle_ExitNotGranted_AsksAgainOnEveryBarBelow()
    {
        MovingAverageCross strategy = new(2, 3, 1);
        int[] closes = [10, 9, 8, 7, 6];

        IntentKind?[] kinds = [.. closes.Select((c, i) => strategy.OnCandle(Candles.Flat(i, c), Long)?.Kind)];

        Assert.Equal([null, null, IntentKind.Exit, IntentKind.Exit, IntentKind.Exit], kinds);
    }

    [Fact]
    public void OnCandle_AboveFromTheFirstReadyBar_IsNoCross()
    {
        MovingAverageCross strategy = new(2, 3, 1);

        Assert.All(Enumerable.Range(0, 20), i => Assert.Null(strategy.OnCandle(Candles.Flat(i, 100 + i), Flat)));
    }

    [Fact]
    public void OnCandle_EqualAverages_CountAsBelowForEntryAndAreNoExit()
    {
        MovingAverageCross strategy = new(2, 3, 1);
        for (int i = 0; i < 3; i++)
            Assert.Null(strategy.OnCandle(Candles.Flat(i, 10), Long));

        Intent? intent = strategy.OnCandle(Candles.Flat(3, 11), Flat);

        Assert.Equal(IntentKind.Enter, intent?.Kind);
        Assert.Contains("10.5", intent!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void OnCandle_CrossWhileLong_DoesNotEnterAgain()
    {
        MovingAverageCross strategy = new(2, 3, 1);
        int[] closes = [10, 10, 10, 11];

        Assert.All(closes.Index(), c => Assert.Null(strategy.OnCandle(Candles.Flat(c.Index, c.Item), Long)));
    }

    [Fact]
    public void OnCandle_FiveMinuteBars_ActsOnlyWhenABarCloses()
    {
        MovingAverageCross strategy = new(1, 2, 5);
        Desk desk = new(strategy);
        int[] closes = [10, 8, 12, 9];

        for (int minute = 0; minute < 20; minute++)
            desk.Candle(Candles.Flat(minute, minute % 5 == 4 ? closes[minute / 5] : 1 + minute % 3 * 50));

        Assert.Equal([(Candles.At(14), IntentKind.Enter), (Candles.At(19), IntentKind.Exit)], desk.Intents);
    }

    [Fact]
    public void OnCandle_BarWithoutItsLastMinute_ActsOnTheNextCandle()
    {
        MovingAverageCross strategy = new(1, 2, 5);
        Desk desk = new(strategy);
        foreach ((int minute, int price) in new[] { (0, 10), (5, 8), (10, 12), (17, 12) })
            desk.Candle(Candles.Flat(minute, price));

        Assert.Equal([(Candles.At(17), IntentKind.Enter)], desk.Intents);
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(3, 8, 5)]
    [InlineData(1, 2, 60)]
    public void WarmUpMinutes_OfHistory_AreEnoughToEnterOnTheNextBar(int fast, int slow, int minutes)
    {
        MovingAverageCross strategy = new(fast, slow, minutes);
        for (int i = 0; i < strategy.WarmUpMinutes; i++)
            strategy.OnCandle(Candles.Flat(i, 10_000 - i), Flat);

        Intent? intent = null;
        for (int i = 0; i < minutes; i++)
            intent = strategy.OnCandle(Candles.Flat(strategy.WarmUpMinutes + i, 100_000), Flat);

        Assert.Equal(IntentKind.Enter, intent?.Kind);
    }

    [Fact]
    public void OnCandle_AnySeries_EqualsTheDefinitionInDecimals() => Property.Holds(200, random =>
    {
        int fast = 1 + random.Next(6), slow = fast + 1 + random.Next(10);
        List<Candle> candles = Candles.Walk(random, 300, oneGapIn: 0);
        Desk desk = new(new MovingAverageCross(fast, slow, 1));

        foreach (Candle candle in candles)
            desk.Candle(candle);

        Assert.Equal(ByDefinition([.. candles.Select(c => c.Close.ToDecimal())], fast, slow).Select(x => (candles[x.At].OpenTime, x.Kind)), desk.Intents);
    });

    [Fact]
    public void OnCandle_OtherFuture_ChangesNothingBeforeIt() => Property.Holds(100, random =>
    {
        List<Candle> candles = Candles.Walk(random, 300, oneGapIn: 20);
        int cut = random.Next(candles.Count);
        Desk whole = new(new MovingAverageCross(3, 9, 5)), other = new(new MovingAverageCross(3, 9, 5));

        for (int i = 0; i < candles.Count; i++)
        {
            whole.Candle(candles[i]);
            other.Candle(i < cut ? candles[i] : candles[i] with { Close = candles[i].Low, High = candles[i].Open });
        }

        Timestamp known = candles[cut].OpenTime;
        Assert.Equal(whole.Intents.Where(x => x.At < known), other.Intents.Where(x => x.At < known));
    });

    [Theory]
    [InlineData(5, 5, 1, "fast (5) must be below slow (5)")]
    [InlineData(9, 5, 1, "fast (9) must be below slow (5)")]
    [InlineData(2, 5, 7, "minutes (7) must divide a day")]
    public void Constructor_ImpossibleLengths_ThrowAndNameThem(int fast, int slow, int minutes, string message) =>
        Assert.Contains(message, Assert.Throws<StrategyConfigurationException>(() => new MovingAverageCross(fast, slow, minutes)).Message, StringComparison.Ordinal);

    [Fact]
    public void OnCandle_WithoutIntent_AllocatesNothing()
    {
        MovingAverageCross strategy = new(10, 30, 5);
        int minute = 0, intents = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            for (int i = 0; i < 5_000; i++, minute++)
                intents += strategy.OnCandle(Candles.Flat(minute, 1_000 + minute), Flat) is null ? 0 : 1;
        });

        Assert.Equal(0, allocated);
        Assert.Equal(0, intents);
    }

    private static List<(int At, IntentKind Kind)> ByDefinition(decimal[] closes, int fast, int slow)
    {
        List<(int At, IntentKind Kind)> intents = [];
        bool isLong = false;
        for (int i = slow; i < closes.Length; i++)
        {
            bool wasBelow = Mean(closes, i - 1, fast) <= Mean(closes, i - 1, slow);
            decimal quick = Mean(closes, i, fast), lazy = Mean(closes, i, slow);
            if (!isLong && wasBelow && quick > lazy)
                intents.Add((i, IntentKind.Enter));
            else if (isLong && quick < lazy)
                intents.Add((i, IntentKind.Exit));
            else
                continue;
            isLong = !isLong;
        }
        return intents;
    }

    private static decimal Mean(decimal[] closes, int last, int count) => closes[(last - count + 1)..(last + 1)].Sum() / count;
}
