using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Run;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Run;

/// <summary>A run that starts on a journal in which a stop waits, and whose level was passed since.</summary>
public sealed class MissedStopStartTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    [Theory]
    [InlineData(940, true)]
    [InlineData(960, false)]
    public async Task Start_AfterPricesThatNobodySaw_SellsWhatAPassedStopGuards(decimal low, bool isSold)
    {
        Timestamp armed = Timestamp.From(DateTimeOffset.UtcNow) - TimeSpan.FromMinutes(30);
        Candle seen = CandleAt(armed + TimeSpan.FromMinutes(5), low), before = CandleAt(armed - TimeSpan.FromMinutes(5), 1m);
        FakeVenue venue = new() { Past = [before, seen] };
        venue.Give(Btc, Quantity.Of(100m));
        await using InMemoryJournal journal = Held(armed);
        RunSettings settings = new("", null, [Btc], [], RiskLimits.Default, 1, 1, Money.Of(10_000_000), 0, null);
        await using (TradingSystem system = new(
            settings, [], new Venue(venue, venue, static () => new Dictionary<string, long>()), journal, TimeProvider.System, static _ => { }))
        {
            await system.StartAsync("test", CancellationToken.None);
            if (isSold)
                await Until.TrueAsync(() => Events(journal).Any(e => e is OrderFilled { ClientOrderId.Value: "j-KRW-BTC-s-000002" }), TimeSpan.FromSeconds(30), () => "nothing was sold");
        }

        Assert.Equal(isSold ? 1 : 0, Events(journal).Count(e => e is OrderTriggered));
    }

    // Bought 100 at 1,000, guarded by a stop at 950.
    private static InMemoryJournal Held(Timestamp at)
    {
        InMemoryJournal journal = new();
        ClientOrderId buy = new("j-KRW-BTC-s-000001"), stop = new("j-KRW-BTC-s-000002");
        Price price = Price.Of(1_000);
        journal.Append("portfolio", 0, at, [new AccountOpened("j", Money.Of(10_100_050), at)], static _ => { });
        journal.Append(PositionActor.EntityOf(Btc), 0, at,
        [
            new OrderIntended(buy, 1, Btc, "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(100_000), price, "rose", at),
            new OrderSubmitted(buy), new OrderAccepted(buy, "v1", at),
            new OrderExecuted(buy, "t1", price, Quantity.Of(100m), Money.Of(100_000), Money.Of(50), LiquiditySide.Taker, at), new OrderFilled(buy, at),
            new OrderIntended(stop, 2, Btc, "s", OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(100m), Price.None, Money.Zero, price, "guards", at),
            new OrderConditioned(stop, OrderConditions.None with { ReduceOnly = true, Trigger = Trigger.StopAt(Price.Of(950)) }), new OrderArmed(stop, at),
        ], static _ => { });
        return journal;
    }

    private static IEnumerable<object> Events(InMemoryJournal journal) => journal.Read(PositionActor.EntityOf(Btc)).Select(e => e.Event);

    private static Candle CandleAt(Timestamp time, decimal low) =>
        new(time.FloorTo(TimeSpan.FromMinutes(1)), Price.Of(1_000), Price.Of(1_000), Price.Of(low), Price.Of(1_000), Quantity.Of(1));
}
