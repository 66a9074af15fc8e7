using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

/// <summary>Random orders, cancels and trades over four markets of very different prices; the books must balance to the last unit throughout.</summary>
public sealed class VenueConservationTests : IVenueListener
{
    private static readonly (string Code, decimal Price)[] Listed =
        [("KRW-BTC", 100_000_000m), ("KRW-SOL", 300_500m), ("KRW-DOGE", 333.3m), ("KRW-BTT", 0.00057m)];

    private static readonly FeeRate Fee = new(501);
    private static readonly Money Opening = Money.Of(50_000_000.12345678m);

    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private Money _bought, _sold, _fees;

    void IVenueListener.OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        _orders[order.VenueOrderId] = order;
        if (fill is null)
            return;
        _fees += fill.Fee;
        if (order.Request.Side == OrderSide.Buy)
            _bought += fill.Funds;
        else
            _sold += fill.Funds;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void RandomOperations_AtEveryStep_ConserveCashAndCoins(int seed)
    {
        var random = new Random(seed);
        int ids = 0;
        var core = new VenueCore(new VenueRules { Fee = Fee, LevelFunds = Money.Of(300_000) }, Opening, this, () => $"{++ids}");
        VenueMarket[] markets = [.. Listed.Select(l => core.AddMarket(Symbol.Parse(l.Code)))];
        for (int step = 0; step < 4_000; step++)
        {
            int at = random.Next(markets.Length);
            Price price = Near(Listed[at].Price, random);
            switch (random.Next(4))
            {
                case 0:
                    core.OnTrade(markets[at], new Trade(new Timestamp(step), price, QuantityOf(random, price, 400_000), OrderSide.Buy, step));
                    break;
                case 1 when core.OpenOrders is { Count: > 0 } open:
                    core.Cancel(open[random.Next(open.Count)].VenueOrderId, new Timestamp(step));
                    break;
                default:
                    core.Place(RandomRequest(random, markets[at], price, step), new Timestamp(step));
                    break;
            }
            AssertBalanced(core, $"seed {seed}, step {step}");
        }
        Assert.True(_orders.Values.Count(o => o.Fills.Count > 0) > 200, "the run must trade to prove anything");
    }

    private void AssertBalanced(VenueCore core, string where)
    {
        Assert.True(core.FreeCash >= Money.Zero && core.LockedCash >= Money.Zero, where);
        Assert.True(core.FreeCash + core.LockedCash == Opening - _bought + _sold - _fees, where);

        Money locked = Money.Zero;
        foreach (VenueOrder order in core.OpenOrders)
        {
            if (order.Request.Side == OrderSide.Buy)
            {
                Money open = Money.NotionalDown(order.Request.Price, order.Request.Quantity - order.Executed);
                Assert.True(order.Locked == open + open.FeeDown(Fee), where);
                locked += order.Locked;
            }
        }
        Assert.True(core.LockedCash == locked, where);

        foreach (VenueMarket market in core.Markets)
        {
            VenueOrder[] mine = [.. _orders.Values.Where(o => o.Request.Symbol == market.Symbol)];
            Int128 net = mine.Aggregate(default(Int128), (sum, o) => o.Request.Side == OrderSide.Buy ? sum + o.Executed.Units : sum - o.Executed.Units);
            Int128 resting = mine.Where(o => o.State == VenueOrderState.Waiting && o.Request.Side == OrderSide.Sell)
                .Aggregate(default(Int128), (sum, o) => sum + (o.Request.Quantity - o.Executed).Units);
            Assert.True((market.Free + market.Locked).Units == net && market.Locked.Units == resting, where);
            Assert.True(market.Cost >= Money.Zero, where);
        }
    }

    private static VenueOrderRequest RandomRequest(Random random, VenueMarket market, Price price, int step)
    {
        OrderSide side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
        Quantity quantity = side == OrderSide.Sell && random.Next(3) > 0
            ? Quantity.FromUnits(market.Free.Units * random.Next(1, 101) / 100)
            : QuantityOf(random, price, 1_500_000);
        if (random.Next(3) == 0)
        {
            return side == OrderSide.Buy
                ? new VenueOrderRequest(market.Symbol, side, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, new Money(random.NextInt64(150_000_000_000_000)), $"i{step}")
                : new VenueOrderRequest(market.Symbol, side, OrderType.Market, TimeInForce.Gtc, quantity, Price.None, Money.Zero, $"i{step}");
        }
        return new VenueOrderRequest(
            market.Symbol, side, OrderType.Limit, (TimeInForce)random.Next(4), quantity, TickTable.FloorToTick(price), Money.Zero, $"i{step}");
    }

    private static Price Near(decimal price, Random random) =>
        new((long)((long)Fixed.FromDecimal(price) * (0.98 + random.NextDouble() * 0.04)));

    private static Quantity QuantityOf(Random random, Price price, long maximumFunds) =>
        new Money(random.NextInt64(1, maximumFunds * Fixed.One)).QuantityDown(price);
}
