using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

/// <summary>What every engine owes an actor. An engine joins by a subclass that starts it.</summary>
public abstract partial class EngineContractTests
{
    /// <summary>What a fixture starts its engine with: two restarts within a minute, after 100 ms and 200 ms.</summary>
    public static SupervisionPolicy Supervision { get; } =
        new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1));

    private static readonly TimeSpan s_backoff = TimeSpan.FromMilliseconds(250);

    /// <summary>Threads that may send from outside at once.</summary>
    protected virtual int OutsideThreads => 4;

    protected abstract EngineFixture Start(EngineSetup setup);

    private EngineFixture Start() => Start(new EngineSetup(new InMemoryJournal()));

    private static MarketEvent TradeNumber(long number) =>
        MarketEvent.Of(new Trade(new Timestamp(1), Price.Of(1), Quantity.Of(1), OrderSide.Buy, number));

    private static MarketEvent CandleAt(long close) =>
        MarketEvent.OfClosed(new Candle(new Timestamp(1), new Price(1), new Price(close), new Price(1), new Price(close), default), 1);

    /// <summary>An actor that passes all it gets on to the probe, market data as the number of its trade.</summary>
    private static ActorRef SpawnRecorder(IActorEngine engine, ActorRef probe, string partition = "KRW-BTC", string name = "recorder") =>
        engine.Spawn(partition, name, () => new Script((m, c) => c.Send(probe, m))
        {
            OnMarket = (market, c) => c.Send(probe, market.Kind == MarketEventKind.Trade ? market.Trade.SequentialId : market.LastPrice.Units),
        });
}
