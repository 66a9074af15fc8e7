using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class CandleCloserTests
{
    private static readonly Timestamp Noon = Timestamp.Utc(2025, 12, 11, 12);

    private readonly FakeTime _time = new();
    private readonly UpbitCounters _counters = new();
    private readonly List<(int Symbol, Candle Candle)> _closed = [];
    private readonly List<int> _fetches = [];
    private readonly VenueClock _clock;

    public CandleCloserTests() => _clock = new VenueClock(_time);

    [Fact]
    public void Candle_WhoseOlderStateComesLast_ClosesWithTheNewest()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 3));
        closer.OnUpdate(0, At(0, volume: 1));
        closer.OnUpdate(0, At(1, volume: 1));
        Assert.Empty(_closed);
        StampDue(closer, minute: 0);

        Assert.Equal([(0, At(0, volume: 3))], _closed);
    }

    [Fact]
    public void Update_AfterTheNextMinutesFirst_IsInTheFinalCandle()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 1));
        Trade(closer, minute: 0, quantity: 1);
        Trade(closer, minute: 0, quantity: 2);
        closer.OnUpdate(0, At(1, volume: 1));
        closer.OnUpdate(0, At(0, volume: 3));
        Assert.Empty(_closed);
        StampDue(closer, minute: 0);

        Assert.Equal([(0, At(0, volume: 3))], _closed);
        Assert.Equal((0, 0), (_counters[UpbitCount.LateCandles], _counters[UpbitCount.FetchedLateCandles]));
    }

    [Fact]
    public void Candle_ThatLacksTradesWhenDue_IsFetchedAndNotPassedOnShort()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 1));
        Trade(closer, minute: 0, quantity: 3);
        closer.OnUpdate(0, At(1, volume: 1));
        StampDue(closer, minute: 0);
        Assert.Empty(_closed);
        Assert.Equal([0], _fetches);
        closer.OnUpdate(0, At(1, volume: 2));

        closer.Release(0, [At(0, volume: 3), At(1, volume: 1)]);
        StampDue(closer, minute: 1);
        Assert.Equal([At(0, volume: 3), At(1, volume: 2)], _closed.Select(c => c.Candle));
        Assert.Single(_fetches);
    }

    [Fact]
    public void Minute_OfTradesWithoutACandle_IsFetched_OnceEvenIfTheVenueHasNone()
    {
        CandleCloser closer = Started();
        Trade(closer, minute: 0, quantity: 3);
        StampDue(closer, minute: 0);
        Assert.Equal([0], _fetches);

        closer.Release(0, []);
        StampDue(closer, minute: 1);
        Assert.Empty(_closed);
        Assert.Single(_fetches);
    }

    [Fact]
    public void Fetch_AskedBeforeTheEndOfTheNextMinute_DoesNotMakeThatOneFinal()
    {
        CandleCloser closer = Started();
        Trade(closer, minute: 0, quantity: 3);
        StampDue(closer, minute: 0);
        Trade(closer, minute: 1, quantity: 5);
        StampDue(closer, minute: 1);

        closer.Release(0, [At(0, volume: 3), At(1, volume: 1)]);
        Assert.Equal([At(0, volume: 3)], _closed.Select(c => c.Candle));
        Assert.Equal([0, 0], _fetches);
        closer.Release(0, [At(1, volume: 5)]);
        Assert.Equal([At(0, volume: 3), At(1, volume: 5)], _closed.Select(c => c.Candle));
    }

    [Fact]
    public void OtherSymbolsTime_PastTheEndAndDelay_ClosesAQuietOne()
    {
        CandleCloser closer = Started(2);
        closer.OnUpdate(0, At(0, volume: 1));

        Stamp(closer, Noon + TimeSpan.FromSeconds(61.9));
        Assert.Empty(_closed);
        Stamp(closer, Noon + TimeSpan.FromSeconds(62));
        Assert.Equal([(0, At(0, volume: 1))], _closed);
    }

    [Fact]
    public void LocalTime_WithoutArrivals_ClosesNothing()
    {
        CandleCloser closer = Started();
        Stamp(closer, Noon + TimeSpan.FromSeconds(30));
        closer.OnUpdate(0, At(0, volume: 1));

        _time.Advance(TimeSpan.FromMinutes(5));
        closer.OnUpdate(0, At(0, volume: 2));
        Assert.Empty(_closed);
    }

    [Fact]
    public void StatusFrame_LongAfterTheEnd_ClosesTheQuietCandle()
    {
        CandleCloser closer = Started();
        Stamp(closer, Noon + TimeSpan.FromSeconds(30));
        closer.OnUpdate(0, At(0, volume: 1));

        _time.Advance(TimeSpan.FromSeconds(31));
        closer.CloseDue(_clock.OnArrival());
        Assert.Empty(_closed);
        _time.Advance(TimeSpan.FromSeconds(1));
        closer.CloseDue(_clock.OnArrival());
        Assert.Single(_closed);
    }

    [Fact]
    public void UpdateOfAClosedCandle_IsCountedAndIgnored_ItsRepetitionIsNot()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 1));
        StampDue(closer, minute: 0);

        closer.OnUpdate(0, At(0, volume: 1));
        Assert.Equal(0, _counters[UpbitCount.LateCandles]);
        closer.OnUpdate(0, At(0, volume: 2));
        Assert.Equal(1, _counters[UpbitCount.LateCandles]);
        Assert.Single(_closed);
    }

    [Fact]
    public void EarlierMinute_NeverSeenBefore_IsPassedInOrder()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 1));
        closer.OnUpdate(0, At(2, volume: 1));
        closer.OnUpdate(0, At(1, volume: 1));
        closer.OnUpdate(0, At(3, volume: 1));
        StampDue(closer, minute: 2);

        Assert.Equal([0, 1, 2], Minutes());
    }

    [Fact]
    public void Release_PutsTheFetchedBeforeTheHeld_OnceEach()
    {
        CandleCloser closer = Started(after: Noon - TimeSpan.FromMinutes(1));
        closer.OnUpdate(0, At(0, volume: 1));
        closer.HoldAll();
        closer.OnUpdate(0, At(3, volume: 2));
        closer.OnUpdate(0, At(4, volume: 5));
        Assert.Empty(_closed);

        closer.Release(0, [At(0, volume: 9), At(1, volume: 1), At(2, volume: 1), At(3, volume: 4), At(4, volume: 2)]);
        closer.OnUpdate(0, At(5, volume: 1));
        StampDue(closer, minute: 4);
        Assert.Equal([0], _fetches);
        closer.Release(0, [At(4, volume: 5), At(5, volume: 1)]);

        Assert.Equal([At(0, volume: 9), At(1, volume: 1), At(2, volume: 1), At(3, volume: 4), At(4, volume: 5)], _closed.Select(c => c.Candle));
        Assert.Equal(0, _counters[UpbitCount.LateCandles]);
    }

    [Fact]
    public void Start_WithoutATime_BeginsWithTheMinuteInProgress()
    {
        CandleCloser closer = Closer(Timestamp.None);
        closer.HoldAll();
        Stamp(closer, Noon + TimeSpan.FromSeconds(90));
        closer.OnUpdate(0, At(0, volume: 1));
        closer.OnUpdate(0, At(1, volume: 1));
        closer.Release(0, [At(0, volume: 1), At(1, volume: 1)]);
        StampDue(closer, minute: 1);
        closer.Release(0, [At(1, volume: 1)]);

        Assert.Equal([1], Minutes());
    }

    [Fact]
    public void Reconnect_BeforeAnythingClosed_KnowsWhereToFetchFrom()
    {
        CandleCloser closer = Closer(Timestamp.None);
        closer.Release(0, []);
        closer.OnUpdate(0, At(5, volume: 1));
        closer.HoldAll();

        Assert.Equal(Noon + TimeSpan.FromMinutes(4), closer.KnownThrough(0));
    }

    private int[] Minutes() => [.. _closed.Select(c => (int)(c.Candle.OpenTime - Noon).TotalMinutes)];

    private void Stamp(CandleCloser closer, Timestamp time)
    {
        _clock.Advance(time);
        closer.CloseDue(_clock.Latest);
    }

    private void StampDue(CandleCloser closer, int minute) => Stamp(closer, Noon + TimeSpan.FromSeconds(minute * 60 + 62));

    private static void Trade(CandleCloser closer, int minute, int quantity) =>
        closer.OnTrade(0, new Trade(Noon + TimeSpan.FromSeconds(minute * 60 + 30), Price.Of(100), Quantity.Of(quantity), OrderSide.Buy, 0));

    private CandleCloser Started(int symbols = 1, Timestamp? after = null)
    {
        CandleCloser closer = Closer([.. Enumerable.Repeat(after ?? Noon - TimeSpan.FromMinutes(1), symbols)]);
        for (int i = 0; i < symbols; i++)
            closer.Release(i, []);
        return closer;
    }

    private CandleCloser Closer(params Timestamp[] after) =>
        new(after, TimeSpan.FromSeconds(2), _clock, _counters, (symbol, candle) => _closed.Add((symbol, candle))) { FetchNeeded = _fetches.Add };

    private static Candle At(int minute, int volume) => new(
        Noon + TimeSpan.FromMinutes(minute), Price.Of(100), Price.Of(102), Price.Of(99), Price.Of(100 + volume % 3), Quantity.Of(volume));
}
