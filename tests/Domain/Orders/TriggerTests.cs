using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Orders;

public sealed class TriggerTests
{
    private static readonly Trigger[] All =
    [
        Trigger.StopAt(Price.Of(95)), Trigger.TakeProfitAt(Price.Of(105)), Trigger.Trailing(300), Trigger.Trailing(1), Trigger.Trailing(50, Price.Of(101)),
    ];

    [Theory]
    [InlineData(TriggerKind.Stop, OrderSide.Sell, 9_999, true)]
    [InlineData(TriggerKind.Stop, OrderSide.Sell, 10_000, true)]
    [InlineData(TriggerKind.Stop, OrderSide.Sell, 10_001, false)]
    [InlineData(TriggerKind.Stop, OrderSide.Buy, 10_000, true)]
    [InlineData(TriggerKind.Stop, OrderSide.Buy, 9_999, false)]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Sell, 10_000, true)]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Sell, 9_999, false)]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Buy, 10_000, true)]
    [InlineData(TriggerKind.TakeProfit, OrderSide.Buy, 10_001, false)]
    public void IsHit_AtAndAroundTheLevel_CountsTouchingAsReached(TriggerKind kind, OrderSide side, int lastHundredths, bool hit) =>
        Assert.Equal(hit, new Trigger(kind, Price.Of(100), 0).IsHit(side, Price.Of(lastHundredths / 100m), Price.None));

    [Fact]
    public void TrailingStop_OfASell_FollowsInStepsOfATenthOfItsDistanceAndNeverBack()
    {
        Trigger trigger = Trigger.Trailing(1_000);

        Assert.Equal(Price.Of(90), trigger.LevelOf(OrderSide.Sell, Price.Of(100)));
        Assert.Equal(Price.None, trigger.Advance(OrderSide.Sell, Price.Of(100.99m), Price.Of(100)));
        Assert.Equal(Price.Of(101), trigger.Advance(OrderSide.Sell, Price.Of(101), Price.Of(100)));
        Assert.Equal(Price.None, trigger.Advance(OrderSide.Sell, Price.Of(95), Price.Of(101)));
        Assert.True(trigger.IsHit(OrderSide.Sell, Price.Of(90.9m), Price.Of(101)));
        Assert.False(trigger.IsHit(OrderSide.Sell, Price.Of(90.91m), Price.Of(101)));
    }

    [Fact]
    public void TrailingStop_WithAnActivation_TrailsFromThereOn()
    {
        Trigger trigger = Trigger.Trailing(200, Price.Of(101));

        Assert.False(trigger.IsHit(OrderSide.Sell, Price.Of(50), Price.None));
        Assert.Equal(Price.None, trigger.Advance(OrderSide.Sell, Price.Of(100), Price.None));
        Assert.Equal(Price.Of(101.5m), trigger.Advance(OrderSide.Sell, Price.Of(101.5m), Price.None));
    }

    [Fact]
    public void TrailingStop_OfABuy_FollowsThePriceDown()
    {
        Trigger trigger = Trigger.Trailing(1_000);

        Assert.Equal(Price.Of(110), trigger.LevelOf(OrderSide.Buy, Price.Of(100)));
        Assert.Equal(Price.Of(99), trigger.Advance(OrderSide.Buy, Price.Of(99), Price.Of(100)));
        Assert.Equal(Price.None, trigger.Advance(OrderSide.Buy, Price.Of(99.01m), Price.Of(100)));
        Assert.True(trigger.IsHit(OrderSide.Buy, Price.Of(108.9m), Price.Of(99)));
    }

    [Fact]
    public void Narrow_AnyTriggerAndPrices_LeavesOutExactlyWhatFiresOrMoves() => Property.Holds(300, random =>
    {
        Trigger trigger = All[random.Next(All.Length)];
        OrderSide side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
        Price best = trigger.Kind == TriggerKind.TrailingStop && random.Next(3) > 0 ? NextPrice(random) : Price.None;
        long above = 0, below = long.MaxValue;
        trigger.Narrow(side, best, ref above, ref below);
        for (int i = 0; i < 50; i++)
        {
            Price last = random.Next(4) == 0 ? Near(random, above, below) : NextPrice(random);
            bool changes = trigger.IsHit(side, last, best) || trigger.Advance(side, last, best).IsSet;
            Assert.Equal(changes, last.Units <= above || last.Units >= below);
        }
    });

    [Fact]
    public void TrailingStop_AnyPath_NeverLoosens() => Property.Holds(200, random =>
    {
        Trigger trigger = Trigger.Trailing(random.Next(1, 3_000));
        OrderSide side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
        Price best = NextPrice(random), level = trigger.LevelOf(side, best);
        for (int i = 0; i < 100; i++)
        {
            if (trigger.Advance(side, NextPrice(random), best) is { IsSet: true } advanced)
                best = advanced;
            Price next = trigger.LevelOf(side, best);
            Assert.True(side == OrderSide.Sell ? next >= level : next <= level);
            level = next;
        }
    });

    [Theory]
    [InlineData(TriggerKind.Stop, 0, 0, false)]
    [InlineData(TriggerKind.Stop, 100, 5, false)]
    [InlineData(TriggerKind.TakeProfit, 100, 0, true)]
    [InlineData(TriggerKind.TrailingStop, 0, 0, false)]
    [InlineData(TriggerKind.TrailingStop, 0, 10_000, false)]
    [InlineData(TriggerKind.TrailingStop, 0, 9_999, true)]
    [InlineData(TriggerKind.None, 100, 0, false)]
    [InlineData(TriggerKind.None, 0, 0, true)]
    public void IsValid_PartsOfATrigger_AreThoseOfItsKind(TriggerKind kind, int price, int bps, bool valid) =>
        Assert.Equal(valid, new Trigger(kind, Price.Of(price), bps).IsValid);

    private static Price NextPrice(Random random) => Price.Of(random.Next(9_000, 11_000) / 100m);

    private static Price Near(Random random, long above, long below)
    {
        long edge = random.Next(2) == 0 ? above : below;
        return new Price(Math.Clamp(edge is 0 or long.MaxValue ? Price.Of(100).Units : edge + random.Next(-1, 2), 1, long.MaxValue));
    }
}
