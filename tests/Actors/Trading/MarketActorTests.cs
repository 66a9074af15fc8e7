using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

public sealed class MarketActorTests
{
    private readonly VirtualEngine _engine = new(seed: 1, start: Reports.Time);
    private readonly Probe _reader = new();
    private readonly Probe _candleReader = new();
    private readonly ActorRef _market;
    private int _asked;

    public MarketActorTests()
    {
        _market = _engine.Spawn("KRW-BTC", "market", static () => new MarketActor());
        _engine.Tell(_market, new SubscribeMarket(WantsTrades: true), _engine.OpenPort("reader", _reader));
        _engine.Tell(_market, new SubscribeMarket(WantsTrades: false), _engine.OpenPort("candle-reader", _candleReader));
        _engine.RunUntilIdle();
    }

    [Fact]
    public void Trade_New_ReachesOnlyThoseWhoWantTrades()
    {
        Tell(TradeAt(0, id: 1));

        Assert.Single(_reader.Messages);
        Assert.Empty(_candleReader.Messages);
    }

    [Fact]
    public void Trade_RepeatedOrOlder_IsDroppedAndCounted()
    {
        foreach (long id in new long[] { 5, 5, 4, 6, 1 })
            Tell(TradeAt(0, id));

        Assert.Equal([5L, 6L], _reader.Of<MarketEvent>().Select(e => e.TradeId));
        Assert.Equal((2L, 3L), (Status.Trades, Status.Duplicates));
    }

    [Fact]
    public void Trade_WithoutANumber_IsNeverADuplicate()
    {
        Tell(TradeAt(0, id: 0));
        Tell(TradeAt(0, id: 0));

        Assert.Equal(2, _reader.Messages.Count);
        Assert.Equal(0, Status.Duplicates);
    }

    [Fact]
    public void Candle_RepeatedOrOlder_IsDroppedAndCounted()
    {
        foreach (int minute in new[] { 1, 1, 0, 2 })
            Tell(CandleAt(minute));

        Assert.Equal([Minute(1), Minute(2)], _candleReader.Of<MarketEvent>().Select(e => e.Candle.OpenTime));
        Assert.Equal((2L, 2L), (Status.Candles, Status.Duplicates));
    }

    [Fact]
    public void Candle_LongBehindTheNewestTrade_BecomesHistory()
    {
        Tell(TradeAt(180, id: 1));
        Tell(CandleAt(0));
        Tell(CandleAt(1));
        Tell(CandleAt(2));

        // The first two ended 120 and 60 s before the trade; only what is more than a minute late is history.
        Assert.Equal(Minute(0), Assert.Single(_candleReader.Last<WarmUp>().Candles).OpenTime);
        Assert.Equal([Minute(1), Minute(2)], _candleReader.Of<MarketEvent>().Select(e => e.Candle.OpenTime));
        Assert.Equal((2L, 1L), (Status.Candles, Status.StaleCandles));
    }

    [Fact]
    public void WarmUp_Overlapping_IsForwardedWithoutWhatWasSeen()
    {
        Tell(new WarmUp([At(0), At(1)]));
        Tell(new WarmUp([At(0), At(1), At(2), At(2)]));
        Tell(new WarmUp([At(1)]));
        Tell(CandleAt(2));
        Tell(CandleAt(3));

        Assert.Equal(
            [[Minute(0), Minute(1)], [Minute(2)]],
            _candleReader.Of<WarmUp>().Select(w => w.Candles.Select(c => c.OpenTime).ToArray()).ToArray());
        Assert.Equal(Minute(3), Assert.Single(_candleReader.Of<MarketEvent>()).Candle.OpenTime);
    }

    [Fact]
    public void Subscription_Repeated_DeliversOnce()
    {
        Probe twice = new();
        ActorRef address = _engine.OpenPort("twice", twice);
        _engine.Tell(_market, new SubscribeMarket(WantsTrades: true), address);
        _engine.Tell(_market, new SubscribeMarket(WantsTrades: true), address);
        Tell(TradeAt(0, 1));
        Tell(CandleAt(0));

        Assert.Equal(2, twice.Messages.Count);
    }

    [Fact]
    public void WarmUp_ThatWouldHaveTraded_PlacesNoOrder()
    {
        Floor floor = new();
        Candle rising = new(Reports.Time, Price.Of(99m), Price.Of(100m), Price.Of(99m), Price.Of(100m), Quantity.Of(1m));
        floor.Tell(floor.Refs().Market, new WarmUp([.. Enumerable.Range(-60, 60).Select(i => rising with { OpenTime = Minute(i) })]));
        Assert.Empty(floor.Venue.Commands);
        Assert.Empty(floor.Account.Denials);

        floor.Rise();
        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void Candle_ThatIsStale_PlacesNoOrder()
    {
        Floor floor = new();
        floor.Engine.Tell(floor.Refs().Market, TradeAt(600, id: 1));
        floor.Rise();

        Assert.Equal(1, floor.Ask<MarketStatus>(floor.Refs().Market, new GetMarketStatus()).StaleCandles);
        Assert.Empty(floor.Venue.Commands);
    }

    private MarketStatus Status
    {
        get
        {
            Probe answer = new();
            Tell(new GetMarketStatus(), _engine.OpenPort($"answer-{++_asked}", answer));
            return answer.Last<MarketStatus>();
        }
    }

    private static Timestamp Minute(int minute) => Reports.Time + TimeSpan.FromMinutes(minute);

    private static Candle At(int minute) =>
        new(Minute(minute), Price.Of(1m), Price.Of(1m), Price.Of(1m), Price.Of(1m), Quantity.Of(1m));

    private static MarketEvent CandleAt(int minute) => MarketEvent.OfClosed(At(minute), 1);

    private static MarketEvent TradeAt(int seconds, long id) =>
        MarketEvent.Of(new Trade(Reports.Time + TimeSpan.FromSeconds(seconds), Price.Of(100m), Quantity.Of(1m), OrderSide.Buy, id));

    private void Tell(in MarketEvent market)
    {
        _engine.Tell(_market, market);
        _engine.RunUntilIdle();
    }

    private void Tell(object message, ActorRef? sender = null)
    {
        _engine.Tell(_market, message, sender);
        _engine.RunUntilIdle();
    }
}
