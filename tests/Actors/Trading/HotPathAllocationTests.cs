using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A tick, a candle and a timer that decide nothing allocate nothing, through all four actors of a symbol.</summary>
public sealed class HotPathAllocationTests
{
    private const int Rounds = 1_000;

    [Fact]
    public void TicksCandlesAndTimers_ThatDecideNothing_AllocateNothing()
    {
        Watcher watcher = new();
        StrategyDescriptor descriptor = new("watcher", "for tests", [], _ => watcher);
        StrategyChoice choice = new(descriptor, StrategySettings.Read("watcher", [], new Dictionary<string, string>()));
        Floor floor = new(new FloorOptions { Strategies = [choice], Heartbeat = null });
        floor.Minute(100m, 100m);
        ActorRef market = floor.Refs().Market;
        Timestamp time = floor.Engine.Now;

        long fewest = long.MaxValue;
        for (int run = 0; run < 10 && fewest > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Rounds; i++)
                time = Minute(floor, market, time);
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
        Assert.True(watcher is { Ticks: > Rounds, Candles: > Rounds, Timers: > Rounds }, $"{watcher.Ticks} ticks, {watcher.Candles} candles, {watcher.Timers} timers");
    }

    private static Timestamp Minute(Floor floor, ActorRef market, Timestamp time)
    {
        Price price = Price.Of(100m);
        floor.Engine.Tell(market, MarketEvent.Of(new Trade(time, price, Quantity.FromUnits(1), OrderSide.Buy, 0)));
        floor.Engine.Advance(time + TimeSpan.FromMinutes(1));
        floor.Engine.Tell(market, MarketEvent.OfClosed(new Candle(time, price, price, price, price, Quantity.FromUnits(1)), 1));
        floor.Engine.RunUntilIdle();
        return time + TimeSpan.FromMinutes(1);
    }

    /// <summary>Looks at everything, has state and wants nothing.</summary>
    private sealed class Watcher : Strategy
    {
        public int Ticks { get; private set; }

        public int Candles { get; private set; }

        public int Timers { get; private set; }

        public override bool WantsTicks => true;

        public override int WarmUpMinutes => 500;

        public override int StateVersion => 1;

        public override TimeSpan? TimerPeriod => TimeSpan.FromSeconds(20);

        public override Intent? OnTick(in Trade trade, in StrategyView view)
        {
            Ticks++;
            return null;
        }

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            Candles++;
            return null;
        }

        public override Intent? OnTimer(Timestamp now, in StrategyView view)
        {
            Timers++;
            return null;
        }
    }
}
