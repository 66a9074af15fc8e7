using CoinPilot.Actors.InProcess;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy's timer comes at UTC boundaries of its period, once each.</summary>
public sealed class StrategyTimerTests
{
    private readonly DiaryPage _page = new() { TimerPeriod = TimeSpan.FromMinutes(5) };

    private IEnumerable<string> Timers => _page.Heard.Where(h => h.StartsWith("timer", StringComparison.Ordinal));

    [Fact]
    public void Timer_StartedBetweenBoundaries_ComesAtEachBoundary()
    {
        Floor floor = Trading();
        floor.Wait(150);
        floor.Restart();
        for (int i = 0; i < 11; i++)
            floor.Minute(100m, 100m);

        Assert.Equal(["timer 2025-09-01T12:05:00.000Z", "timer 2025-09-01T12:10:00.000Z"], Timers);
    }

    [Fact]
    public void Timer_AtTheEndOfACandle_ComesBeforeIt()
    {
        Floor floor = Trading();
        for (int i = 1; i <= 5; i++)
            floor.Minute(i, i);

        Assert.Equal(["candle 4 with 0", "timer 2025-09-01T12:05:00.000Z", "candle 5 with 0"], _page.Heard.TakeLast(3));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    public void Timer_WhenTheClockIsPutRight_ComesOnceABoundaryAndFindsItsWayBack(double seconds)
    {
        Floor floor = Trading();
        _page.Clock = () => floor.Engine.Now;
        floor.Minute(100m, 100m);
        floor.Wait(6 * 60);
        floor.Engine.ClockSkew = TimeSpan.FromSeconds(seconds);
        floor.Wait(20 * 60);

        Assert.Equal(
            ["timer 2025-09-01T12:05:00.000Z", "timer 2025-09-01T12:10:00.000Z", "timer 2025-09-01T12:15:00.000Z", "timer 2025-09-01T12:20:00.000Z", "timer 2025-09-01T12:25:00.000Z"],
            Timers);
        Assert.InRange(_page.TimersLate[^1].TotalMilliseconds, -200, 200);
    }

    [Fact]
    public void Timer_OfAStrategyThatWasStartedAnew_GoesOn()
    {
        Floor floor = Trading();
        floor.Minute(100m, 100m);
        _page.BreaksAtCandle = true;
        floor.Minute(100m, 100m);
        floor.Wait(4 * 60);

        Assert.Equal(["timer 2025-09-01T12:05:00.000Z"], Timers);
    }

    private Floor Trading() => new(new FloorOptions { Strategies = [Diary.Choose(_page)], Supervision = SupervisionPolicy.Default });
}
