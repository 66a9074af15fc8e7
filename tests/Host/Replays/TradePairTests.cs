using CoinPilot.Actors.Contract;
using CoinPilot.App.Replays.WhatIf;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Replays;

public sealed class TradePairTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    private readonly List<JournalEvent> _journal = [];

    // 2 x 100 bought for 0.1, 1 and then 1 sold for 110 and 120, for 0.2 in all: 230 - 200 - 0.3.
    [Fact]
    public void Trade_FilledInParts_IsAddedUpFromFlatToFlat()
    {
        Fill("b", OrderSide.Buy, 100, 2, fee: 0.1m, minute: 0);
        Fill("s1", OrderSide.Sell, 110, 1, fee: 0.1m, minute: 5);
        Fill("s2", OrderSide.Sell, 120, 1, fee: 0.1m, minute: 6);
        Fill("b2", OrderSide.Buy, 90, 1, fee: 0.05m, minute: 9);

        IReadOnlyList<ReplayedTrade> trades = ReplayedTrade.In(_journal);

        Assert.Equal(
            [
                new ReplayedTrade(Btc, "ma", At(0), At(6), Quantity.Of(2), 100m, 115m, Money.Of(0.3m), Money.Of(29.7m)),
                new ReplayedTrade(Btc, "ma", At(9), Timestamp.None, Quantity.Of(1), 90m, 0m, Money.Of(0.05m), null),
            ],
            trades);
    }

    [Fact]
    public void Pairs_OfTwoSides_AreSameChangedOrAlone()
    {
        ReplayedTrade[] recorded = [Trade("ma", 0, 100), Trade("ma", 10, 100), Trade("ma", 20, 100)];
        ReplayedTrade[] replayed = [Trade("ma", 0, 100), Trade("ma", 10, 101), Trade("ma", 40, 100), Trade("other", 20, 100)];

        IReadOnlyList<TradePair> pairs = TradePair.Of(recorded, replayed);

        Assert.Equal([TradeMatch.Same, TradeMatch.Changed, TradeMatch.OnlyRecorded, TradeMatch.OnlyReplayed, TradeMatch.OnlyReplayed], pairs.Select(p => p.Match));
        Assert.Equal(["ma", "ma", "ma", "other", "ma"], pairs.Select(p => p.Either.Strategy));
    }

    private void Fill(string id, OrderSide side, decimal price, decimal quantity, decimal fee, int minute)
    {
        ClientOrderId order = new(id);
        Add(new OrderIntended(order, 1, Btc, "ma", side, OrderType.Market, TimeInForce.Gtc, Quantity.Of(quantity), Price.None, Money.Zero, Price.Of(price), "", At(minute)), minute);
        Add(new OrderExecuted(order, "t", Price.Of(price), Quantity.Of(quantity), Money.Of(price * quantity), Money.Of(fee), LiquiditySide.Taker, At(minute)), minute);
    }

    private void Add(IPositionEvent @event, int minute) =>
        _journal.Add(new JournalEvent("position/KRW-BTC", _journal.Count + 1, At(minute), At(minute), "", 1, @event, default, default));

    private static ReplayedTrade Trade(string strategy, int minute, decimal entry) =>
        new(Btc, strategy, At(minute), At(minute + 5), Quantity.Of(1), entry, 110m, Money.Zero, Money.Of(110m - entry));

    private static Timestamp At(int minute) => Start + TimeSpan.FromMinutes(minute);
}
