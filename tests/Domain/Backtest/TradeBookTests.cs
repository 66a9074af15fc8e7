using CoinPilot.Backtest;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

public sealed class TradeBookTests
{
    private readonly Fills _fills = new();

    [Fact]
    public void Trade_WithAdditionsAndPartialExits_IsOneFromFlatToFlat()
    {
        _fills.Buy(1, 100, 1, fee: 5, reason: "unit 1");
        _fills.Buy(3, 120, 2, fee: 15, reason: "unit 2");
        _fills.Sell(2, 130, 3, fee: 10, reason: "half");
        _fills.Sell(2, 90, 4, fee: 8, reason: "rest");
        _fills.Buy(1, 95, 9);

        IReadOnlyList<RoundTrip> trades = _fills.Trades(mark: 100);

        Assert.Equal(2, trades.Count);
        RoundTrip trade = trades[0];
        Assert.Equal((Fills.At(1), Fills.At(4), "unit 1", "rest"), (trade.EntryTime, trade.ExitTime, trade.EntryReason, trade.ExitReason));
        Assert.Equal((Price.Of(115), Price.Of(110), Quantity.Of(4)), (trade.EntryPrice, trade.ExitPrice, trade.Quantity));
        Assert.Equal((Money.Of(-20), Money.Of(38), Money.Of(-58)), (trade.Gross, trade.Fees, trade.Net));
        Assert.Equal(-58d / 460, trade.Return, 15);
        Assert.Equal(
            [(OrderSide.Buy, 100m), (OrderSide.Buy, 120m), (OrderSide.Sell, 130m), (OrderSide.Sell, 90m)],
            trade.Orders.Select(o => (o.Side, o.Price.ToDecimal())));
        Assert.True(trades[1].IsOpen);
    }

    [Fact]
    public void Trade_StillOpenAfterAPartialExit_CountsTheRestAtItsMark()
    {
        _fills.Buy(4, 100, 1, fee: 2);
        _fills.Sell(1, 110, 2, fee: 1);

        RoundTrip trade = Assert.Single(_fills.Trades(mark: 90));

        Assert.Equal((Quantity.Of(3), Money.Of(270), Money.Of(-20), Money.Of(-23)), (trade.Held, trade.OpenValue, trade.Gross, trade.Net));
        Assert.Equal((Timestamp.None, Price.Of(110), ReasonPattern.StillOpen), (trade.ExitTime, trade.ExitPrice, trade.ExitRule));
    }

    [Fact]
    public void Slippage_OfBothSides_IsWhatFillsCostMoreThanDecided()
    {
        _fills.Buy(2, 101, 1, decided: 100);
        _fills.Sell(2, 108, 2, decided: 111);

        Assert.Equal(Money.Of(2 + 6), Assert.Single(_fills.Trades()).Slippage);
    }

    [Fact]
    public void Slippage_OfAnOrderThatWaited_IsAgainstThePriceThatFiredIt()
    {
        _fills.Buy(1, 100, 1);
        ClientOrderId stop = _fills.Decide(OrderSide.Sell, 100, "guards o1");
        _fills.Take(new OrderConditioned(stop, OrderConditions.None with { Trigger = Trigger.StopAt(Price.Of(95)) }));
        _fills.Take(new OrderTriggered(stop, Price.Of(94), Fills.At(5)));
        _fills.Fill(stop, 1, 93, 5);

        RoundTrip trade = Assert.Single(_fills.Trades());

        Assert.Equal(Money.Of(1), trade.Slippage);
        Assert.Equal(("stop: guards o1", "stop: guards …"), (trade.ExitReason, trade.ExitRule));
    }

    [Fact]
    public void Fills_OfOneOrder_AreOneOrderOfTheTradeUntilThatEnds()
    {
        ClientOrderId buy = _fills.Decide(OrderSide.Buy, 100, "in");
        _fills.Fill(buy, 1, 100, 1);
        _fills.Fill(buy, 1, 102, 1);
        _fills.Sell(2, 110, 2);
        _fills.Fill(buy, 1, 100, 3);

        IReadOnlyList<RoundTrip> trades = _fills.Trades();

        Assert.Equal([2, 1], trades.Select(t => t.Orders.Count));
        Assert.Equal((Price.Of(101), Quantity.Of(2)), (trades[0].Orders[0].Price, trades[0].Orders[0].Quantity));
    }

    [Fact]
    public void Dust_SetAside_LeavesItsTradeAtCostAndEndsIt()
    {
        _fills.Buy(1, 100, 1);
        _fills.Sell(0.9m, 110, 2, reason: "target");
        _fills.Take(new HoldingTransferred("one", Holder.Dust, Quantity.Of(0.1m), Money.Of(10), "too little to sell", Fills.At(3)));

        RoundTrip trade = Assert.Single(_fills.Trades());

        Assert.False(trade.IsOpen);
        Assert.Equal((Money.Of(9), Fills.At(3), "too little to sell"), (trade.Net, trade.ExitTime, trade.ExitReason));
    }

    [Fact]
    public void Strategies_OfOneSymbol_HaveTradesOfTheirOwn()
    {
        _fills.Buy(1, 100, 1, strategy: "one");
        _fills.Buy(1, 110, 2, strategy: "two");
        _fills.Sell(1, 120, 3, strategy: "one");

        Assert.Equal([("one", 20m, false), ("two", -10m, true)], _fills.Trades(mark: 100).Select(t => (t.Strategy, t.Net.ToDecimal(), t.IsOpen)));
    }

    [Fact]
    public void Adjustment_FromOutside_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => _fills.Take(new HoldingAdjusted("one", Quantity.Of(1), Money.Of(1), "by hand", Fills.At(1))));

    [Theory]
    [InlineData("StopLoss in Bull at 95.5, cost 100, best 101", "StopLoss in Bull at …, cost …, best …")]
    [InlineData("guards bt-KRW-BTC-turtle-000012", "guards …")]
    [InlineData("passed 3 = open 1 + 0.5 x (4 - 2)", "passed … = open … + … x (… - …)")]
    [InlineData("no figure at all", "no figure at all")]
    [InlineData("", "")]
    public void ReasonPattern_OfAReason_KeepsItsWordsAlone(string reason, string pattern) => Assert.Equal(pattern, ReasonPattern.Of(reason));
}
