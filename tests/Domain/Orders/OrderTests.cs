using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Orders;

public sealed class OrderTests
{
    private static readonly FeeRate Fee = FeeRate.UpbitKrw;

    [Fact]
    public void Committed_MarketBuy_IsFundsNotYetSpentAndTheirFee()
    {
        Order order = Of(OrderSide.Buy, OrderType.Market) with { Funds = Money.Of(10_000) };

        Assert.Equal(Money.Of(10_005), order.Committed(Fee));
        Assert.Equal(Money.Of(4_002), (order with { FilledFunds = Money.Of(6_000) }).Committed(Fee));
        Assert.Equal(Money.Zero, (order with { FilledFunds = Money.Of(10_000.5m) }).Committed(Fee));
    }

    [Fact]
    public void Committed_LimitBuy_IsItsWorthLessWhatWasPaid()
    {
        Order order = Of(OrderSide.Buy, OrderType.Limit) with { Quantity = Quantity.Of(2), Price = Price.Of(1_000) };

        Assert.Equal(Money.Of(2_001), order.Committed(Fee));
        Assert.Equal(Money.Of(1_000.5m), (order with { Filled = Quantity.Of(1), FilledFunds = Money.Of(1_000) }).Committed(Fee));
    }

    [Fact]
    public void CommittedAndRemainingSell_OfTheOtherSide_AreZero()
    {
        Order sell = Of(OrderSide.Sell, OrderType.Limit) with { Quantity = Quantity.Of(2), Price = Price.Of(1_000), Filled = Quantity.Of(0.5m) };

        Assert.Equal(Money.Zero, sell.Committed(Fee));
        Assert.Equal(Quantity.Of(1.5m), sell.RemainingSell);
        Assert.Equal(Quantity.Zero, (sell with { Side = OrderSide.Buy }).RemainingSell);
    }

    [Theory]
    [InlineData(OrderStatus.New, false)]
    [InlineData(OrderStatus.Submitted, false)]
    [InlineData(OrderStatus.Open, false)]
    [InlineData(OrderStatus.PartiallyFilled, false)]
    [InlineData(OrderStatus.Unknown, false)]
    [InlineData(OrderStatus.Filled, true)]
    [InlineData(OrderStatus.Cancelled, true)]
    [InlineData(OrderStatus.Rejected, true)]
    public void IsClosed_Status_IsTrueForTheThreeEnds(OrderStatus status, bool closed) =>
        Assert.Equal(closed, (Of(OrderSide.Buy, OrderType.Market) with { Status = status }).IsClosed);

    [Fact]
    public void Derive_ClientOrderId_IsTheSameEveryTimeAndSortsByNumber()
    {
        Symbol symbol = Symbol.Parse("KRW-BTC");

        Assert.Equal("j7-KRW-BTC-grid-000042", ClientOrderId.Derive("j7", symbol, "grid", 42).Value);
        Assert.Equal(ClientOrderId.Derive("j7", symbol, "grid", 42), ClientOrderId.Derive("j7", symbol, "grid", 42));
        Assert.Equal("j7-KRW-BTC-grid-1234567", ClientOrderId.Derive("j7", symbol, "grid", 1_234_567).ToString());
        Assert.Equal("", default(ClientOrderId).ToString());
    }

    [Fact]
    public void Derive_PastTheVenuesLimit_Throws()
    {
        Symbol symbol = Symbol.Parse("KRW-BTC");
        int room = ClientOrderId.MaxLength - "j-KRW-BTC--000001".Length;

        Assert.Equal(ClientOrderId.MaxLength, ClientOrderId.Derive("j", symbol, new string('s', room), 1).Value.Length);
        Assert.Throws<ArgumentException>(() => ClientOrderId.Derive("j", symbol, new string('s', room + 1), 1));
    }

    private static Order Of(OrderSide side, OrderType type) => new(
        new ClientOrderId("x"), "s", side, type, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Zero, Price.None, Timestamp.None,
        OrderStatus.Open, "V", Quantity.Zero, Money.Zero, Money.Zero, ValueList<string>.Empty);
}
