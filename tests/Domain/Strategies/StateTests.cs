using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class StateTests
{
    public static TheoryData<string> Names => [.. StrategyCatalog.All.Append(Examples.BuyTheDip.Descriptor).Select(d => d.Name)];

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
    public void State_OfEveryStrategy_ChangesOnlyWhereItIsRemembered(string name)
    {
        Walk walk = new(name);
        int remembered = 0;
        while (walk.Next())
        {
            ValueList<StateField> before = walk.Saved;
            if (walk.Feed.Strategy.HasChanged)
                remembered++;
            else
                Assert.Equal(before, walk.Feed.Save());
            walk.Save();
        }
        Assert.True(remembered > 0 || name != Examples.BuyTheDip.Descriptor.Name, "nothing was remembered, so nothing is proven");
    }

    /// <summary>A strategy made anew from history and its saved state wants what the one that went on wants.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Strategy_RestartedAnywhere_WantsWhatItWouldHaveWanted(string name)
    {
        Walk walk = new(name);
        StrategyFeed? second = null;
        int restarts = 0;
        while (walk.Next(second))
        {
            if (walk.Feed.Strategy.HasChanged)
                walk.Save();
            if (walk.At % 487 != 486)
                continue;
            second = walk.Restart();
            restarts++;
        }
        Assert.True(restarts > 8);
    }
}
