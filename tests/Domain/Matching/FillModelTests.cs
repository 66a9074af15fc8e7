using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

/// <summary>What every fill, slippage and fee model keeps to, over random tapes and orders.</summary>
public sealed class FillModelTests
{
    private const int Rounds = 60;

    [Theory]
    [InlineData("through:volume_share=0.25", 0.25)]
    [InlineData("through:volume_share=1", 1)]
    [InlineData("touch:volume_share=0.1", 0.1)]
    [InlineData("queue:volume_share=0.5,ahead=0.0001", 0.5)]
    public void Fills_OfOneTrade_AreAtTheirLimitsAndNeverMoreThanTheShareOfIt(string model, double share)
    {
        int partial = 0;
        for (ulong seed = 1; seed <= Rounds; seed++)
        {
            foreach ((Trade trade, IReadOnlyList<(VenueOrder Order, VenueFill Fill)> fills) in new Tape(seed, model).Play())
            {
                decimal filled = fills.Sum(f => f.Fill.Quantity.ToDecimal());
                Assert.True(filled <= trade.Quantity.ToDecimal() * (decimal)share, $"seed {seed}: {filled} of {trade.Quantity}");
                Assert.All(fills, f => Assert.Equal(f.Order.Request.Price, f.Fill.Price));
                Assert.All(fills, f => Assert.True(f.Order.Request.Side == OrderSide.Buy ? trade.Price <= f.Fill.Price : trade.Price >= f.Fill.Price));
                partial += fills.Count(f => f.Fill.Quantity < f.Order.Request.Quantity);
            }
        }
        Assert.True(partial > 100, $"{partial} partial fills");
    }

    [Fact]
    public void Order_UnderTheThroughModel_HasNoMoreThanInTheQueueAndThereNoMoreThanByTouch()
    {
        int queued = 0, touched = 0;
        for (ulong seed = 1; seed <= Rounds; seed++)
        {
            Tape through = new(seed, "through", only: (int)seed), queue = new(seed, "queue:ahead=0.0001", only: (int)seed), touch = new(seed, "touch", only: (int)seed);
            foreach (((_, _), (_, _), (_, _)) in through.Play().Zip(queue.Play(), touch.Play()))
            {
                Quantity low = through.Filled.Values.SingleOrDefault(), middle = queue.Filled.Values.SingleOrDefault(), high = touch.Filled.Values.SingleOrDefault();
                Assert.True(low <= middle && middle <= high, $"seed {seed}: {low} through, {middle} in the queue, {high} by touch");
                queued += middle > low ? 1 : 0;
                touched += high > middle ? 1 : 0;
            }
        }
        Assert.True(queued > 10 && touched > 10, $"{queued} {touched}");
    }

    [Theory]
    [InlineData("none", "none")]
    [InlineData("fixed:bps=30", "fixed:maker=0,taker=10")]
    [InlineData("fixed:bps=5000", "fixed:maker=10,taker=0")]
    [InlineData("book:spread_ticks=3,levels=5,level_funds=30000", "fixed:maker=1,taker=2")]
    public void Account_OfRandomOrders_NeverOwesAndPaysWhatTheModelSays(string slippage, string fee)
    {
        int takers = 0;
        for (ulong seed = 1; seed <= Rounds; seed++)
        {
            Tape tape = new(seed, "touch", slippage, fee);
            foreach ((Trade, IReadOnlyList<(VenueOrder Order, VenueFill Fill)> fills) step in tape.Play())
            {
                Assert.True(tape.Core.FreeCash >= Money.Zero && tape.Core.LockedCash >= Money.Zero, $"seed {seed}: {tape.Core.FreeCash} {tape.Core.LockedCash}");
            }
            foreach ((VenueOrder order, VenueFill fill, Price last) in tape.Taken)
            {
                takers++;
                bool buys = order.Request.Side == OrderSide.Buy;
                if (order.Request.Type == OrderType.Limit)
                    Assert.True(buys ? fill.Price <= order.Request.Price : fill.Price >= order.Request.Price);
                Assert.True(buys ? fill.Price >= last : fill.Price <= last, $"seed {seed}: {order.Request.Side} at {fill.Price}, last {last}");
                Assert.Equal(fill.Funds.FeeDown(tape.Core.Markets[0].Rules.Fee), fill.Fee);
            }
        }
        Assert.True(takers > 200, $"{takers} takers");
    }

    [Fact]
    public void Queue_AheadOfAnOrder_IsServedByTradesAtItsPriceFirst()
    {
        Tape tape = new(1, "queue:ahead=0.000001,volume_share=1", quiet: true);
        // A level of 20 M KRW, a millionth of it ahead: 20 KRW, 0.2 coins at 100.
        tape.Core.OnTrade(tape.Market, Trade(101m, 1m, OrderSide.Sell));
        VenueOrder order = tape.Core.Place(new VenueOrderRequest(
            Tape.Symbol, OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(100m), Price.Of(100m), Money.Zero, "one"), Timestamp.Utc(2025, 9, 1)).Order!;

        tape.Core.OnTrade(tape.Market, Trade(100m, 0.15m, OrderSide.Sell));
        Assert.Equal(Quantity.Zero, Filled());
        tape.Core.OnTrade(tape.Market, Trade(100m, 5m, OrderSide.Buy));
        Assert.Equal(Quantity.Zero, Filled());
        tape.Core.OnTrade(tape.Market, Trade(100m, 0.15m, OrderSide.Sell));
        Assert.Equal(Quantity.Of(0.1m), Filled());
        tape.Core.OnTrade(tape.Market, Trade(99m, 1m, OrderSide.Sell));
        Assert.Equal(Quantity.Of(1.1m), Filled());

        Quantity Filled() => tape.Core.Find(order.VenueOrderId)!.Executed;
    }

    private static Trade Trade(decimal price, decimal quantity, OrderSide taker) =>
        new(Timestamp.Utc(2025, 9, 1), Price.Of(price), Quantity.Of(quantity), taker, SequentialId: 0);

    /// <summary>A venue under models, with a random tape around 100 and random orders against it.</summary>
    private sealed class Tape : IVenueListener
    {
        private readonly SeededRandom _random;
        private readonly List<(VenueOrder Order, VenueFill Fill)> _fills = [];
        private readonly int? _only;
        private int _ids;

        /// <param name="quiet">Without coins.</param>
        /// <param name="only">The step from which on one order is placed, and no other; null for any number.</param>
        public Tape(ulong seed, string fill, string slippage = "book", string fee = "upbit", bool quiet = false, int? only = null)
        {
            _only = only;
            _random = new SeededRandom(seed);
            ExecutionModels models = new()
            {
                Fill = ModelCatalog.Fill.Read(fill), Slippage = ModelCatalog.Slippage.Read(slippage), Fee = ModelCatalog.Fee.Read(fee),
            };
            Core = new VenueCore(models.TermsOf(VenueRules.UpbitKrw).Rules, Money.Of(400_000m), this, () => $"v{++_ids}");
            Market = Core.AddMarket(Symbol);
            if (!quiet)
                Core.Deposit(Market, Quantity.Of(4_000m), Money.Zero);
        }

        public static Symbol Symbol { get; } = Symbol.Parse("KRW-XRP");

        public VenueCore Core { get; }

        public VenueMarket Market { get; }

        /// <summary>What each order has by now, by its identifier.</summary>
        public Dictionary<string, Quantity> Filled { get; } = [];

        public List<(VenueOrder Order, VenueFill Fill, Price Last)> Taken { get; } = [];

        /// <summary>Each trade of others with what it filled; between them orders come and go.</summary>
        public IEnumerable<(Trade Trade, IReadOnlyList<(VenueOrder Order, VenueFill Fill)> Fills)> Play()
        {
            int price = 100;
            for (int i = 0; i < 120; i++)
            {
                price = Math.Clamp(price + _random.NextInt(5) - 2, 80, 120);
                Trade trade = FillModelTests.Trade(price, (1 + _random.NextInt(40_000)) / 100m, _random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell);
                _fills.Clear();
                Core.OnTrade(Market, trade);
                yield return (trade, [.. _fills]);
                PlaceOne(i, price);
            }
        }

        public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
        {
            if (fill is null)
                return;
            _fills.Add((order, fill));
            Filled[order.Request.Identifier] = order.Executed;
            if (fill.Liquidity == LiquiditySide.Taker)
                Taken.Add((order, fill, Market.LastPrice));
        }

        // The same draws whatever the model did before. Limits are apart from the price, so that none of them takes.
        private void PlaceOne(int number, int price)
        {
            OrderSide side = _random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
            int off = 1 + _random.NextInt(4), kind = _random.NextInt(12);
            Quantity quantity = Quantity.Of(50 + _random.NextInt(100));
            string id = $"o{number}";
            if (_only is { } step && (number < step || Filled.Count > 0))
                return;
            if (kind < 4)
            {
                Filled[id] = Quantity.Zero;
                int limit = side == OrderSide.Buy ? price - off : price + off;
                if (Core.Place(new(Symbol, side, OrderType.Limit, TimeInForce.PostOnly, quantity, Price.Of(limit), Money.Zero, id), Timestamp.Utc(2025, 9, 1)).Error != VenueError.None)
                    Filled.Remove(id);
            }
            else if (kind == 4 && Core.Markets[0].Rules.Fee != FeeRate.UpbitKrw)
            {
                bool isLimit = off < 3;
                Core.Place(new(Symbol, side, isLimit ? OrderType.Limit : OrderType.Market, TimeInForce.Ioc,
                    isLimit || side == OrderSide.Sell ? quantity : Quantity.Zero, isLimit ? Price.Of(price + (side == OrderSide.Buy ? 2 : -2)) : Price.None,
                    isLimit || side == OrderSide.Sell ? Money.Zero : Money.Of(7_000m), id) { SelfMatch = SelfMatch.CancelMaker }, Timestamp.Utc(2025, 9, 1));
            }
        }
    }
}
