using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitRateLimiterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new();
    private readonly UpbitRateLimiter _limiter;

    public UpbitRateLimiterTests() => _limiter = new UpbitRateLimiter(_time, TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(UpbitGroup.Candle, 10)]
    [InlineData(UpbitGroup.Market, 10)]
    [InlineData(UpbitGroup.Default, 30)]
    [InlineData(UpbitGroup.Order, 12)]
    [InlineData(UpbitGroup.OrderTest, 8)]
    [InlineData(UpbitGroup.SocketConnect, 2)]
    internal async Task Calls_BeyondTheQuota_WaitForTheNextSecond(UpbitGroup group, int quota)
    {
        for (int i = 0; i < quota; i++)
            Assert.True(Enter(group).IsCompletedSuccessfully);
        Task<bool> waiting = Enter(group);

        _time.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.True(await waiting.WaitAsync(Limit));
    }

    // What all of them send together, each as fast as it is let, is never more than one alone might.
    [Theory]
    [InlineData(UpbitGroup.Order, 12, 1)]
    [InlineData(UpbitGroup.Order, 12, 4)]
    [InlineData(UpbitGroup.Order, 12, 5)]
    [InlineData(UpbitGroup.SocketConnect, 2, 3)]
    [InlineData(UpbitGroup.CancelAll, 1, 3)]
    internal void Calls_OfSeveralProcesses_StayWithinTheQuotaTogether(UpbitGroup group, int quota, int processes)
    {
        UpbitRateLimiter[] limiters = [.. Enumerable.Range(0, processes).Select(i => new UpbitRateLimiter(_time, TimeSpan.FromMinutes(10), () => new QuotaShare(processes, i)))];
        TimeSpan window = TimeSpan.FromMilliseconds(group == UpbitGroup.CancelAll ? 2000 : 1000);
        List<DateTimeOffset> sent = [];
        Task<bool>?[] waiting = new Task<bool>?[processes];
        for (int step = 0; step < 400; step++)
        {
            for (int i = 0; i < processes; i++)
            {
                while ((waiting[i] ??= limiters[i].EnterAsync(group, CancellationToken.None)).IsCompleted)
                {
                    sent.Add(_time.GetUtcNow());
                    limiters[i].OnNoAnswer(group);
                    waiting[i] = null;
                }
            }
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }
        Assert.All(sent, at => Assert.InRange(sent.Count(s => s >= at && s < at + window), 1, quota));
        Assert.True(sent.Count >= processes * (processes > quota ? 1 : 3), $"only {sent.Count} calls");
    }

    [Fact]
    public void Calls_InAnySecond_NeverExceedTheQuota()
    {
        var sent = new List<DateTimeOffset>();
        var random = new Random(3);
        var waiting = new List<Task<bool>>();
        for (int step = 0; step < 2000; step++)
        {
            if (waiting.Count < 5)
                waiting.Add(Enter(UpbitGroup.Candle));
            sent.AddRange(waiting.Where(w => w.IsCompleted).Select(_ => _time.GetUtcNow()));
            waiting.RemoveAll(w => w.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(40)));
        }
        for (int i = 10; i < sent.Count; i++)
            Assert.True(sent[i] - sent[i - 10] >= TimeSpan.FromSeconds(1), $"calls {i - 10} to {i}");
        Assert.True(sent.Count > 200);
    }

    [Theory]
    [InlineData("group=candles; min=600; sec=0", false)]
    [InlineData("sec=0", false)]
    [InlineData("group=candles; min=0; sec=9", true)]
    [InlineData("nonsense", true)]
    [InlineData(null, true)]
    public async Task Header_WithNothingLeft_HoldsTheNextCall(string? header, bool goes)
    {
        _limiter.OnAnswer(UpbitGroup.Candle, 200, header);

        Task<bool> next = Enter(UpbitGroup.Candle);
        Assert.Equal(goes, next.IsCompleted);
        Assert.True(Enter(UpbitGroup.Default).IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(await next.WaitAsync(Limit));
    }

    [Fact]
    public async Task Header_WithFewLeft_LetsThatManyGo_LessThoseUnderWay()
    {
        for (int i = 0; i < 3; i++)
            Assert.True(Enter(UpbitGroup.Order).IsCompleted);
        _limiter.OnAnswer(UpbitGroup.Order, 201, "group=order; min=480; sec=4");

        // Two are under way and may not be counted in the four.
        Assert.True(Enter(UpbitGroup.Order).IsCompleted);
        Assert.True(Enter(UpbitGroup.Order).IsCompleted);
        Task<bool> next = Enter(UpbitGroup.Order);
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(await next.WaitAsync(Limit));
    }

    [Fact]
    public void SteadyCalls_FarBelowTheQuota_NeverWait()
    {
        for (int i = 0; i < 200; i++)
        {
            Assert.True(Enter(UpbitGroup.Default).IsCompleted);
            _limiter.OnAnswer(UpbitGroup.Default, 200, "group=default; min=1800; sec=28");
            _time.Advance(TimeSpan.FromMilliseconds(200));
        }
    }

    [Fact]
    public async Task Calls_WithoutAnAnswer_DoNotCountAsUnderWayForEver()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.True(Enter(UpbitGroup.Order).IsCompleted);
            _limiter.OnNoAnswer(UpbitGroup.Order);
        }
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await Enter(UpbitGroup.Order));
        _limiter.OnAnswer(UpbitGroup.Order, 201, "sec=1");

        Assert.True(Enter(UpbitGroup.Order).IsCompleted);
        Assert.False(Enter(UpbitGroup.Order).IsCompleted);
    }

    [Fact]
    public async Task Calls_ThatCancelEverything_GoOnceInTwoSeconds()
    {
        Assert.True(await Enter(UpbitGroup.CancelAll));
        Task<bool> next = Enter(UpbitGroup.CancelAll);
        _time.Advance(TimeSpan.FromMilliseconds(2000));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.True(await next.WaitAsync(Limit));
    }

    [Fact]
    public async Task Refusals_InARow_PauseLongerEachTime()
    {
        _limiter.OnAnswer(UpbitGroup.Order, 429, null);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(Enter(UpbitGroup.Order).IsCompleted);
        _limiter.OnAnswer(UpbitGroup.Order, 429, null);
        Task<bool> second = Enter(UpbitGroup.Order);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.False(second.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(await second.WaitAsync(Limit));
    }

    [Fact]
    public async Task Block_StopsEveryGroup_AndGrows()
    {
        _limiter.OnAnswer(UpbitGroup.Candle, 418, null);

        Assert.False(await Enter(UpbitGroup.Order));
        _time.Advance(TimeSpan.FromMinutes(10.1));
        Assert.True(await Enter(UpbitGroup.Order));
        _limiter.OnAnswer(UpbitGroup.Candle, 418, null);
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.False(await Enter(UpbitGroup.Default));
    }

    private Task<bool> Enter(UpbitGroup group) => _limiter.EnterAsync(group, TestContext.Current.CancellationToken);
}
