using System.Text;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Frames with absurd times, through the whole intake: what reaches the sink, and that what follows is as if they had not been.</summary>
public sealed class StampGuardTests
{
    private readonly FakeTime _time = new();
    private readonly UpbitCounters _counters = new();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(60 * 24 * 365 * 1000L)]
    [InlineData(30)]
    [InlineData(-60 * 48)]
    public void OneFrame_FarFromTheVenuesTime_ChangesNothing(long minutesAway)
    {
        MarketIntake intake = Started(longestAhead: null);
        Read(intake, FakeMarket.Frame("KRW-BTC", 10, 5));
        Read(intake, Trade(10.1, 100));

        Read(intake, Candle(10 + minutesAway));
        Read(intake, Trade(10 + minutesAway, 101));
        for (int second = 10; second < 60; second += 5)
            Read(intake, FakeMarket.Frame("KRW-BTC", 10, second));
        Read(intake, FakeMarket.Frame("KRW-BTC", 11, 1));
        Read(intake, Trade(11.1, 102));

        Assert.Equal([(0, Quantity.Of(55))], _sink.Candles.Select(c => (c.Symbol, c.Candle.Volume)));
        Assert.Equal([100L, 102L], _sink.Trades.Select(t => t.SequentialId));
        Assert.Equal(0, _counters[UpbitCount.LateCandles]);
        Assert.Equal(minutesAway > 0 ? 1 : 2, _counters[UpbitCount.AbsurdTimes]);
    }

    [Fact]
    public void Leap_InCompany_IsFollowed_AndLosesNothing()
    {
        MarketIntake intake = Started(longestAhead: null);
        Read(intake, FakeMarket.Frame("KRW-BTC", 10, 5));

        for (int minute = 100; minute < 1000; minute += 100)
        {
            Read(intake, FakeMarket.Frame("KRW-BTC", minute, 5));
            Read(intake, Trade(minute + 0.5, minute));
        }

        Assert.Equal([10, 100, 200, 300, 400, 500, 600, 700, 800], _sink.Minutes(0, FakeMarket.Start));
        Assert.Equal(9, _sink.Trades.Count);
        Assert.Equal(0, _counters[UpbitCount.AbsurdTimes]);
    }

    [Fact]
    public void SparseReplay_OfOneFrameEachHour_LosesNothing()
    {
        MarketIntake intake = Started(longestAhead: null);
        for (int hour = 0; hour < 20; hour++)
            Read(intake, FakeMarket.Frame("KRW-BTC", hour * 60, 5));

        // The last one is still open, and the one before it waits to be followed.
        Assert.Equal(Enumerable.Range(0, 18).Select(hour => hour * 60), _sink.Minutes(0, FakeMarket.Start));
        Assert.Equal(0, _counters[UpbitCount.AbsurdTimes]);
    }

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(10.1, false)]
    public void Frame_OfTheVenueItself_IsHeldToOurClock(double secondsAhead, bool passes)
    {
        MarketIntake intake = Started(longestAhead: TimeSpan.FromSeconds(10));
        double now = (_time.GetUtcNow() - FakeMarket.Start.ToDateTimeOffset()).TotalMinutes;

        Read(intake, Trade(now + secondsAhead / 60, 1));

        Assert.Equal((passes ? 1 : 0, passes ? 0 : 1), (_sink.Trades.Count, _counters[UpbitCount.AbsurdTimes]));
    }

    [Fact]
    public void Frame_ThatIsDropped_StillShowsThatTheCodeIsAlive()
    {
        MarketIntake intake = Started(longestAhead: null);
        Read(intake, FakeMarket.Trade("KRW-ETH", 60 * 72, 1));
        Assert.Equal(["KRW-BTC"], intake.Silent);

        Assert.True(intake.Read(Encoding.UTF8.GetBytes(FakeMarket.Trade("KRW-BTC", 1, 1))));
        Assert.Empty(intake.Silent);
        Assert.Equal(1, _counters[UpbitCount.AbsurdTimes]);
    }

    private MarketIntake Started(TimeSpan? longestAhead)
    {
        UpbitOptions options = UpbitOptions.For(new Uri("http://127.0.0.1:1")) with { Time = _time, LongestAhead = longestAhead };
        var intake = new MarketIntake(
            options, _counters, [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")], [Timestamp.None, Timestamp.None], _sink);
        intake.Begin();
        intake.Release(0, []);
        intake.Release(1, []);
        return intake;
    }

    private static void Read(MarketIntake intake, string frame) => intake.Read(Encoding.UTF8.GetBytes(frame));

    private static string Trade(double minute, long id) => FakeMarket.Trade("KRW-BTC", minute, id);

    private static string Candle(long minute) => FakeMarket.Frame("KRW-BTC", (int)minute, 5);
}
