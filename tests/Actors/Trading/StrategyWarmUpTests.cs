using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy decides nothing before it has its history, and has it again however it starts.</summary>
public sealed class StrategyWarmUpTests
{
    private readonly DiaryPage _page = new();

    [Fact]
    public void Strategy_StartedAnew_SeesTheCandlesOfItsWarmUpOnceAndGoesOn()
    {
        Floor floor = Trading();
        for (int i = 1; i <= 8; i++)
            floor.Minute(i, i);
        _page.BreaksAtCandle = true;
        _page.Heard.Clear();
        floor.Minute(9m, 9m);
        floor.Wait(1);
        floor.Minute(10m, 10m);

        Assert.Equal(2, _page.Instances);
        Assert.Equal(Candles(5, 6, 7, 8, 9).Append("loaded 0 0 0").Concat(Candles(10)).Order(), _page.Heard.Order());
        Assert.Equal("candle 10 with 0", _page.Heard[^1]);
    }

    [Fact]
    public void Strategy_StartedAnewWhileCandlesCome_SeesEachOnce()
    {
        Floor floor = Trading(SupervisionPolicy.Default with { FirstBackoff = TimeSpan.FromMinutes(3), MaxBackoff = TimeSpan.FromMinutes(3) });
        for (int i = 1; i <= 3; i++)
            floor.Minute(i, i);
        _page.BreaksAtCandle = true;
        floor.Minute(4m, 4m);
        _page.Heard.Clear();
        for (int i = 5; i <= 9; i++)
            floor.Minute(i, i);

        Assert.Equal(2, _page.Instances);
        Assert.Equal(Candles(2, 3, 4, 5, 6, 7, 8, 9), _page.Heard.Where(h => h.StartsWith("candle", StringComparison.Ordinal)));
    }

    [Fact]
    public void Market_StartedAnew_KeepsReadersCandlesAndWhatItHasSeen()
    {
        Floor floor = Trading();
        floor.Minute(1m, 1m);
        Candle last = floor.Ask<MarketStatus>(floor.Refs().Market, new GetMarketStatus()).Last.Candle;
        floor.Tell(floor.Refs().Market, new WarmUp(null!));
        floor.Wait(1);
        Assert.Equal(1, floor.Engine.Counters.Restarts);
        floor.Engine.Tell(floor.Refs().Market, MarketEvent.OfClosed(last, 1));
        floor.Minute(2m, 2m);
        floor.Rise();
        floor.Fall();

        Assert.Equal(["candle 1 with 0", "candle 2 with 0"], _page.Heard.Take(2));
        Assert.Equal(2, _page.Fills.Count);
    }

    [Fact]
    public void Strategy_BetweenItsStartAndItsHistory_DecidesNothing()
    {
        Floor floor = Trading();
        Candle rise = CandleAt(floor.Engine.Now - TimeSpan.FromMinutes(2), 99m, 100m);
        floor.Tell(floor.Refs().Market, new WarmUp([rise]));
        Assert.Empty(floor.Venue.Submits);
        floor.Rise();

        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void State_SavedBetweenTwoCandlesOfTheHistory_IsLoadedBetweenThem()
    {
        Floor floor = Trading();
        floor.Rise();
        Timestamp saved = floor.Engine.Now;
        floor.Restart(after: TimeSpan.FromMinutes(3));
        _page.Heard.Clear();
        floor.Tell(floor.Refs().Market, new WarmUp(
            [CandleAt(saved - TimeSpan.FromMinutes(2), 1, 1), CandleAt(saved - TimeSpan.FromMinutes(1), 2, 2), CandleAt(saved, 3, 3)]));

        Assert.Equal(["candle 1", "candle 2", "loaded 1", "candle 3"], _page.Heard.Select(h => string.Join(' ', h.Split(' ').Take(2))));
    }

    private Floor Trading(SupervisionPolicy? supervision = null) => new(new FloorOptions
    {
        Strategies = [Diary.Choose(_page)],
        Supervision = supervision ?? SupervisionPolicy.Default,
    });

    private static Candle CandleAt(Timestamp time, decimal open, decimal close) => new(
        time, Price.Of(open), Price.Of(Math.Max(open, close)), Price.Of(Math.Min(open, close)), Price.Of(close), Quantity.Of(1m));

    private static IEnumerable<string> Candles(params int[] closes) => closes.Select(c => $"candle {c} with 0");
}
