using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;

namespace CoinPilot.Tests.Strategies;

public sealed class StrategyFeedTests
{
    [Fact]
    public void OnCandle_SeveralSizes_GivesEachTheBarsOfItsMinutes() => Property.Holds(100, random =>
    {
        BarSize[] sizes = [BarSize.Minutes(5), BarSize.Hours(1), BarSize.Day(TradingDay.Kst)];
        List<Candle> minutes = Candles.Walk(random, 4_000, oneGapIn: 25);
        Listener listener = new(sizes);
        StrategyFeed feed = new(listener);
        foreach (Candle minute in minutes)
            feed.OnCandle(minute, default);

        Assert.Equal(minutes, listener.Heard.Where(h => h.Size is null).Select(h => h.Bar));
        foreach (BarSize size in sizes)
        {
            List<Candle> expected = NaiveBars.Of(minutes, size);
            Candle[] heard = [.. listener.Heard.Where(h => h.Size == size).Select(h => h.Bar)];
            if (expected[0].OpenTime != minutes[0].OpenTime)
                expected.RemoveAt(0);
            // The last bar may be open still.
            Assert.Equal(expected.Take(heard.Length), heard);
            Assert.InRange(heard.Length, expected.Count - 1, expected.Count);
        }
    });

    [Fact]
    public void OnCandle_BarEndedByItsMinute_ComesAfterThatMinuteAndShortOnesFirst()
    {
        Listener listener = new(BarSize.Minutes(6), BarSize.Minutes(3));
        StrategyFeed feed = new(listener);
        for (int minute = 0; minute < 6; minute++)
            feed.OnCandle(Candles.Flat(minute, 100), default);

        Assert.Equal(["1m", "1m", "1m", "3m", "1m", "1m", "1m", "3m", "6m"], listener.Order);
    }

    [Fact]
    public void OnCandle_BarWithoutItsLastMinutes_ComesBeforeTheNextMinute()
    {
        Listener listener = new(BarSize.Minutes(3));
        StrategyFeed feed = new(listener);
        feed.OnCandle(Candles.Flat(0, 100), default);
        feed.OnCandle(Candles.Flat(5, 200), default);

        // The second minute ends the bar of 3 to 5, in which nothing came before it.
        Assert.Equal(["1m", "3m", "1m", "3m"], listener.Order);
        Assert.Equal(Candles.Flat(3, 200) with { OpenTime = Candles.At(3) }, listener.Heard[^1].Bar);
    }

    [Fact]
    public void OnCandle_HistoryThatBeginsInsideABar_HandsOverNoPartOfIt()
    {
        Listener listener = new(BarSize.Minutes(3));
        StrategyFeed feed = new(listener);
        for (int minute = 1; minute < 6; minute++)
            feed.OnCandle(Candles.Flat(minute, 100), default);

        Assert.Equal(Candles.At(3), Assert.Single(listener.Heard, h => h.Size is not null).Bar.OpenTime);
    }

    [Fact]
    public void OnCandle_EntryAndExitAtOnce_ReturnsTheExit()
    {
        Listener listener = new(BarSize.Minutes(1), BarSize.Minutes(2)) { Answer = size => size == BarSize.Minutes(2) ? IntentKind.Exit : IntentKind.Enter };
        StrategyFeed feed = new(listener);

        Assert.Equal(IntentKind.Enter, feed.OnCandle(Candles.Flat(0, 100), default)?.Kind);
        Assert.Equal(IntentKind.Exit, feed.OnCandle(Candles.Flat(1, 100), default)?.Kind);
    }

    [Fact]
    public void Constructor_WarmUpTooShortForAWholeBar_NamesBoth()
    {
        var error = Assert.Throws<StrategyConfigurationException>(() => new StrategyFeed(new Listener(BarSize.Hours(4)) { WarmUp = 478 }));

        Assert.Contains("478", error.Message, StringComparison.Ordinal);
        Assert.Contains("4h, 479", error.Message, StringComparison.Ordinal);
        _ = new StrategyFeed(new Listener(BarSize.Hours(4)) { WarmUp = 479 });
    }

    [Fact]
    public void Constructor_SameSizeTwice_Throws() => Assert.Throws<StrategyConfigurationException>(
        () => new StrategyFeed(new Listener(BarSize.Hours(1), BarSize.Minutes(60))));

    [Fact]
    public void Create_StrategyThatHoldsARepaintingIndicator_IsRefusedWithTheField()
    {
        Assert.Contains("_hidden", Refusal(new Repainter(new ZigZag(1))), StringComparison.Ordinal);
        Assert.Contains("_hidden", Refusal(new Repainter(new List<object> { new ZigZag(1) })), StringComparison.Ordinal);
        Assert.Contains("_hidden", Refusal(new Repainter(new Box { Inside = new ZigZag(1) })), StringComparison.Ordinal);
        Assert.Contains("Inside", Refusal(new Repainter(new Elsewhere.UsersOwn(new ZigZag(1)))), StringComparison.Ordinal);
        Assert.Contains("_later", Refusal(new LateRepainter()), StringComparison.Ordinal);
        Assert.NotNull(Choice(new Repainter(new WilliamsFractal())).Create());
    }

    private static string Refusal(Strategy strategy) => Assert.Throws<StrategyConfigurationException>(() => Choice(strategy).Create()).Message;

    private static StrategyChoice Choice(Strategy strategy) => new(
        new StrategyDescriptor("test", "for a test", [], _ => strategy), StrategySettings.Read("test", [], new Dictionary<string, string>()));

    private sealed class Listener(params BarSize[] sizes) : Strategy
    {
        public List<(BarSize? Size, Candle Bar)> Heard { get; } = [];

        public IEnumerable<string> Order => Heard.Select(h => h.Size?.ToString() ?? "1m");

        public Func<BarSize, IntentKind>? Answer { get; init; }

        public int WarmUp { get; init; } = 2 * 1440;

        public override int WarmUpMinutes => WarmUp;

        public override IReadOnlyList<BarSize> BarSizes => sizes;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            Heard.Add((null, candle));
            return null;
        }

        public override Intent? OnBar(BarSize size, in Candle bar, in StrategyView view)
        {
            Heard.Add((size, bar));
            return Answer is null ? null : new Intent(Answer(size), "test");
        }
    }

    private class Repainter(object hidden) : Strategy
    {
        private readonly object _hidden = hidden;

        public override int WarmUpMinutes => 1;

        public override Intent? OnCandle(in Candle candle, in StrategyView view) => _hidden is null ? null : default(Intent);
    }

    private sealed class LateRepainter() : Repainter(new object())
    {
        private ZigZag? _later;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            _later ??= new ZigZag(5);
            return null;
        }
    }

    private sealed class Box
    {
        public object? Inside { get; init; }
    }
}
