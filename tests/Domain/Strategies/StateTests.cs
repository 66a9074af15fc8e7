using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class StateTests
{
    public static TheoryData<string> Names => [.. StrategyCatalog.All.Select(d => d.Name)];

    [Fact]
    public void Values_OfEveryKind_ComeBackExactly()
    {
        StateWriter writer = new();
        writer.Write("bool", true);
        writer.Write("long", long.MinValue);
        writer.Write("double", 0.1 + 0.2);
        writer.Write("decimal", 0.4000m);
        writer.Write("text", "격자 1");
        writer.Write("quantity", Quantity.Of(10_000_000_000_000.00000001m));
        writer.Write("price", Price.Of(0.00000001m));
        writer.Write("no price", Price.None);
        writer.Write("time", Candles.At(7));
        writer.Write("levels", [3L, -1L, long.MaxValue]);
        writer.Write("none", Array.Empty<long>());
        StateReader reader = new(3, writer.Fields);

        Assert.Equal(3, reader.Version);
        Assert.True(reader.ReadBool("bool"));
        Assert.Equal(long.MinValue, reader.ReadLong("long"));
        Assert.Equal(0.1 + 0.2, reader.ReadDouble("double"));
        Assert.Equal(0.4m, reader.ReadDecimal("decimal"));
        Assert.Equal("격자 1", reader.ReadText("text"));
        Assert.Equal(Quantity.Of(10_000_000_000_000.00000001m), reader.ReadQuantity("quantity"));
        Assert.Equal(Price.Of(0.00000001m), reader.ReadPrice("price"));
        Assert.Equal(Price.None, reader.ReadPrice("no price"));
        Assert.Equal(Candles.At(7), reader.ReadTimestamp("time"));
        Assert.Equal([3L, -1L, long.MaxValue], reader.ReadLongs("levels"));
        Assert.Empty(reader.ReadLongs("none"));
    }

    [Fact]
    public void Value_MissingOrNoSuchValue_IsRefusedByName()
    {
        StateReader reader = new(1, ValueList<StateField>.Of([new StateField("units", "many")]));

        Assert.Equal("the saved state has no 'level'", Assert.Throws<StrategyStateException>(() => reader.ReadLong("level")).Message);
        Assert.Equal("the saved state's 'units' is 'many', which it cannot be", Assert.Throws<StrategyStateException>(() => reader.ReadInt("units")).Message);
    }

    [Fact]
    public void Value_WrittenTwice_IsRefused()
    {
        StateWriter writer = new();
        writer.Write("units", 1L);

        Assert.Throws<ArgumentException>(() => writer.Write("units", 2L));
    }

    /// <summary>What a strategy saves changes only where it says so, or a crash would lose it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void State_OfEveryStrategy_ChangesOnlyWhereItIsRemembered(string name) => Walk(name, 6_000, (feed, _, _, before) =>
    {
        if (!feed.Strategy.HasChanged)
            Assert.Equal(before, feed.Save());
    });

    /// <summary>A strategy made anew from history and its saved state wants what the one that went on wants.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_RestartedAnywhere_WantsWhatItWouldHaveWanted(string name)
    {
        List<Candle> candles = Candles.Walk(new Random(21), 6_000, oneGapIn: 40);
        StrategyFeed? second = null;
        ValueList<StateField> saved = ValueList<StateField>.Empty;
        int savedAt = 0;
        int restarts = 0;
        Walk(name, candles.Count, (feed, at, view, _) =>
        {
            if (feed.Strategy.HasChanged)
                (saved, savedAt) = (feed.Save(), at);
            if (at % 487 == 486)
            {
                second = Restart(name, candles, at, saved, savedAt, view);
                restarts++;
            }
        }, (at, view, wanted) =>
        {
            if (second is not null)
                Assert.Equal(wanted, second.OnCandle(candles[at], view));
        });
        Assert.True(restarts > 8);
    }

    private static StrategyFeed Restart(string name, List<Candle> candles, int at, ValueList<StateField> saved, int savedAt, StrategyView view)
    {
        StrategyFeed fresh = Feed(name);
        int from = Math.Max(0, at - fresh.Strategy.WarmUpMinutes);
        if (savedAt < from && saved.Count > 0)
            fresh.Load(fresh.Strategy.StateVersion, saved);
        for (int i = from; i <= at; i++)
        {
            fresh.OnCandle(candles[i], candles[i].OpenTime < view.OpenedAt ? default : view);
            if (i == savedAt && saved.Count > 0)
                fresh.Load(fresh.Strategy.StateVersion, saved);
        }
        return fresh;
    }

    private static void Walk(
        string name, int length, Action<StrategyFeed, int, StrategyView, ValueList<StateField>> after, Action<int, StrategyView, Intent?>? wanted = null)
    {
        StrategyFeed feed = Feed(name);
        List<Candle> candles = Candles.Walk(new Random(21), length, oneGapIn: 40);
        StrategyView view = default;
        for (int at = 0; at < length; at++)
        {
            ValueList<StateField> before = feed.Save();
            Intent? intent = feed.OnCandle(candles[at], view);
            wanted?.Invoke(at, view, intent);
            if (intent is not null)
                view = intent.Kind == IntentKind.Enter ? Desk.Long(candles[at].OpenTime) : default;
            after(feed, at, view, before);
        }
    }

    private static StrategyFeed Feed(string name) => new(StrategyCatalog.Choose(name, new Dictionary<string, string>()).Create());
}
