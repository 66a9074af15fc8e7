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
    private VenueClock _clock;

    public CandleCloserTests() => _clock = new VenueClock(_time);

    [Fact]
    public void Candle_OnALaterStart_ClosesWithItsLastState()
    {
        CandleCloser closer = Started();
        closer.OnUpdate(0, At(0, volume: 1));
        closer.OnUpdate(0, At(0, volume: 3));
        Trade(closer, minute: 0, quantity: 3);
        Assert.Empty(_closed);
        closer.OnUpdate(0, At(1, volume: 1));

        Assert.Equal([(0, At(0, volume: 3))], _closed);
    }

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

    // A trade a second but for some minutes; updates of it come at once, late or never, the line drops, and every fetch takes its time.
    [Fact]
    public void Candles_InAnyInterleaving_ComeOnceAMinuteInOrder()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int run = 0; run < 300; run++)
        {
            _closed.Clear();
            _fetches.Clear();
            _clock = new VenueClock(_time);
            CandleCloser closer = Started(after: Noon - TimeSpan.FromMinutes(1));
            Line line = new(closer, random, Stamp);
            for (int second = 0; second < 1200; second++)
            {
                bool isFetchNeeded = _fetches.Count > 0;
                _fetches.Clear();
                line.Tick(second, isFetchNeeded);
            }
            line.SettleAt(1200);
            int[] expected = [.. Enumerable.Range(0, 20).Where(m => m % 7 != 3)];
            Assert.True(expected.SequenceEqual(Minutes()) && _closed.All(c => c.Candle.Volume == Quantity.Of(60)),
                $"seed {seed}, run {run}: {string.Join(' ', _closed.Select(c => c.Candle))}");
        }
    }

    private sealed class Line(CandleCloser closer, Random random, Action<CandleCloser, Timestamp> stamp)
    {
        private readonly List<(int Due, Candle Candle)> _late = [];
        private Candle[]? _answer;
        private int _answerAt;
        private int _upAt;

        public void Tick(int second, bool isFetchNeeded)
        {
            if (isFetchNeeded)
                Ask(second);
            if (second == _upAt && second > 0)
                Ask(second);
            else if (second > _upAt && _answer is null && random.Next(150) == 0)
                Drop(second);
            if (_answer is { } answer && second >= _answerAt && second >= _upAt)
            {
                _answer = null;
                closer.Release(0, [.. answer.Where(c => c.OpenTime > closer.KnownThrough(0))]);
            }
            if (second >= _upAt)
                Stream(second);
        }

        public void SettleAt(int second)
        {
            _upAt = 0;
            Ask(second);
            closer.HoldAll();
            closer.Release(0, [.. _answer!.Where(c => c.OpenTime > closer.KnownThrough(0))]);
        }

        private void Stream(int second)
        {
            if (second / 60 % 7 != 3)
            {
                Trade(closer, second / 60, 1);
                if (random.Next(3) > 0)
                    _late.Add((second + (random.Next(4) == 0 ? random.Next(90) : 0), At(second / 60, second % 60 + 1)));
            }
            stamp(closer, Noon + TimeSpan.FromSeconds(second));
            foreach ((int _, Candle candle) in _late.Where(l => l.Due <= second).ToArray())
                closer.OnUpdate(0, candle);
            _late.RemoveAll(l => l.Due <= second);
        }

        private void Drop(int second)
        {
            _upAt = second + random.Next(1, 200);
            _late.Clear();
            closer.HoldAll();
        }

        // What the venue's record says now; it arrives later.
        private void Ask(int second)
        {
            _answer = [.. Enumerable.Range(0, second / 60 + 1).Where(m => m % 7 != 3)
                .Select(m => m < second / 60 ? Full(m) : At(m, second % 60 + 1))];
            _answerAt = second + random.Next(5);
        }
    }

    private static Candle Full(int minute) => At(minute, volume: 60);

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
