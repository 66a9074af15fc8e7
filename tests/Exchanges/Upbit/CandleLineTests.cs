using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>
/// The candle closer behind a bad line: a trade a second but for some minutes, updates of it at once, late or never, drops, and fetches that take
/// their time.
/// </summary>
public sealed class CandleLineTests
{
    private static readonly Timestamp Noon = Timestamp.Utc(2025, 12, 11, 12);

    [Fact]
    public void Candles_InAnyInterleaving_ComeOnceAMinuteInOrder()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int run = 0; run < 300; run++)
        {
            Line line = new(random);
            for (int second = 0; second < 1200; second++)
                line.Tick(second);
            line.SettleAt(1200);
            int[] expected = [.. Enumerable.Range(0, 20).Where(m => m % 7 != 3)];
            Assert.True(expected.SequenceEqual(line.Closed.Select(c => (int)(c.OpenTime - Noon).TotalMinutes)) && line.Closed.All(c => c.Volume == Quantity.Of(60)),
                $"seed {seed}, run {run}: {string.Join(' ', line.Closed)}");
        }
    }

    private sealed class Line
    {
        private readonly Random _random;
        private readonly VenueClock _clock = new(new FakeTime());
        private readonly CandleCloser _closer;
        private readonly List<(int Due, Candle Candle)> _late = [];
        private Candle[]? _answer;
        private int _answerAt;
        private int _upAt;
        private bool _isFetchNeeded;

        public Line(Random random)
        {
            _random = random;
            _closer = new CandleCloser([Noon - TimeSpan.FromMinutes(1)], TimeSpan.FromSeconds(2), _clock, new UpbitCounters(), (_, candle) => Closed.Add(candle))
            {
                FetchNeeded = _ => _isFetchNeeded = true,
            };
            _closer.Release(0, []);
        }

        public List<Candle> Closed { get; } = [];

        public void Tick(int second)
        {
            if (_isFetchNeeded)
                Ask(second);
            _isFetchNeeded = false;
            if (second == _upAt && second > 0)
                Ask(second);
            else if (second > _upAt && _answer is null && _random.Next(150) == 0)
                Drop(second);
            if (_answer is { } answer && second >= _answerAt && second >= _upAt)
            {
                _answer = null;
                _closer.Release(0, [.. answer.Where(c => c.OpenTime > _closer.KnownThrough(0))]);
            }
            if (second >= _upAt)
                Stream(second);
        }

        public void SettleAt(int second)
        {
            _upAt = 0;
            Ask(second);
            _closer.HoldAll();
            _closer.Release(0, [.. _answer!.Where(c => c.OpenTime > _closer.KnownThrough(0))]);
        }

        private void Stream(int second)
        {
            Timestamp now = Noon + TimeSpan.FromSeconds(second);
            if (second / 60 % 7 != 3)
            {
                _closer.OnTrade(0, new Trade(now, Price.Of(100), Quantity.Of(1), OrderSide.Buy, 0));
                if (_random.Next(3) > 0)
                    _late.Add((second + (_random.Next(4) == 0 ? _random.Next(90) : 0), At(second / 60, second % 60 + 1)));
            }
            _clock.Advance(now);
            _closer.CloseDue(now);
            foreach ((int _, Candle candle) in _late.Where(l => l.Due <= second).ToArray())
                _closer.OnUpdate(0, candle);
            _late.RemoveAll(l => l.Due <= second);
        }

        private void Drop(int second)
        {
            _upAt = second + _random.Next(1, 200);
            _late.Clear();
            _closer.HoldAll();
        }

        // What the venue's record says now; it arrives later.
        private void Ask(int second)
        {
            _answer = [.. Enumerable.Range(0, second / 60 + 1).Where(m => m % 7 != 3)
                .Select(m => At(m, m < second / 60 ? 60 : second % 60 + 1))];
            _answerAt = second + _random.Next(5);
        }
    }

    private static Candle At(int minute, int volume) => new(
        Noon + TimeSpan.FromMinutes(minute), Price.Of(100), Price.Of(102), Price.Of(99), Price.Of(100 + volume % 3), Quantity.Of(volume));
}
