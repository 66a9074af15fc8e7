using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>The life of the connection itself.</summary>
public sealed partial class UpbitMarketStreamTests
{
    [Fact]
    public async Task Server_ThatAnswersNoPing_IsLeft()
    {
        Start(o => o with { PingInterval = TimeSpan.FromMilliseconds(100), PongTimeout = TimeSpan.FromMilliseconds(100) });
        FakeSocket first = await _venue.NextSocketAsync();
        await first.SendAsync(FakeMarket.Frame("KRW-BTC", 10, 20));
        FakeSocket second = await _venue.NextSocketAsync();

        Assert.NotEmpty(second.Subscription);
        Assert.True(_counters[UpbitCount.Disconnects] >= 1);
    }

    [Fact]
    public async Task Server_ThatAnswersPings_IsKept()
    {
        Start(o => o with { PingInterval = TimeSpan.FromMilliseconds(30), PongTimeout = TimeSpan.FromSeconds(5), DeadAfter = TimeSpan.FromMilliseconds(30) });
        FakeSocket socket = await _venue.NextSocketAsync();
        Task pump = socket.PumpAsync();
        await Until.TrueAsync(() => _counters[UpbitCount.SilentCodes] == 2);

        Assert.Equal(0, _counters[UpbitCount.Disconnects]);
        await _stop.CancelAsync();
        await pump.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Feed_ThatStopsItsStatusFrames_IsDeadThoughPingsAreAnswered()
    {
        Start(o => o with { DeadAfter = TimeSpan.FromMilliseconds(200) });
        FakeSocket first = await _venue.NextSocketAsync();
        Task pump = first.PumpAsync();
        await first.SendAsync(Samples.Status);
        await _venue.NextSocketAsync();

        Assert.Equal(1, _counters[UpbitCount.DeadSockets]);
        await pump.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ErrorFrame_IsLogged_AndTheSubscriptionSentAgain()
    {
        Start();
        FakeSocket first = await _venue.NextSocketAsync();
        await first.SendAsync(Samples.Error);
        await first.CloseAsync();
        await _venue.NextSocketAsync();

        Assert.Contains(_log, l => l.Contains("NO_TICKET"));
    }

    [Fact]
    public async Task RefusedConnect_IsTold_AndTriedAgain()
    {
        _venue.Refusals = 2;
        Start();
        await _venue.NextSocketAsync();

        Assert.Equal(2, _sink.Connections.Count(c => c is { State: ConnectionState.Disconnected, Detail: "refused with HTTP 401" }));
    }

    [Fact]
    public async Task Block_AtTheConnect_IsLeftAlone()
    {
        (_venue.Refusals, _venue.RefusalStatus) = (int.MaxValue, 418);
        Start();
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Disconnected) == 1);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        await timer.WaitForNextTickAsync();

        Assert.Single(_venue.Calls);
        await Assert.ThrowsAsync<HttpRequestException>(() => new UpbitMarketData(_rest!).GetMarketsAsync(_stop.Token));
        Assert.Single(_venue.Calls);
    }

    [Fact]
    public async Task Block_OfACall_StopsTheSocketsToo()
    {
        _rest = new UpbitRest(_venue.Options() with { Log = _log.Enqueue }, _counters);
        _venue.OnCall = (_, http) => FakeUpbit.Answer(http, 418, "blocked");
        await Assert.ThrowsAsync<HttpRequestException>(() => new UpbitMarketData(_rest).GetMarketsAsync(_stop.Token));

        _running = new UpbitMarketData(_rest).StreamAsync([Symbol.Parse("KRW-BTC")], [FakeMarket.Minute(5)], _sink, _stop.Token);
        await Until.TrueAsync(() => _sink.Count(ConnectionState.Disconnected) == 1);

        Assert.Contains("blocks us until", _sink.Connections[^1].Detail);
        Assert.Single(_venue.Calls);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "permessage-deflate; client_max_window_bits")]
    public async Task Compression_WhereItIsWanted_IsOffered(bool offers, string? header)
    {
        Start(o => o with { OffersCompression = offers });
        FakeSocket socket = await _venue.NextSocketAsync();

        Assert.Equal(header, socket.Call.Extensions);
    }
}
