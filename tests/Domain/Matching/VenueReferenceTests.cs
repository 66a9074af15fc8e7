using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CoinPilot.Tests.Matching;

/// <summary>The matching engine and a slow, obvious one must tell the same story of any sequence of orders, cancels, replacements and trades.</summary>
public sealed class VenueReferenceTests
{
    private const decimal Cash = 40_000_000.12345678m;
    private const decimal Coins = 30_000.00000007m;

    private static readonly Gen<Step> Steps =
        from kind in Gen.Choose(0, 9)
        from isBuy in Gen.Elements(true, false)
        from type in Gen.Elements(OrderType.Limit, OrderType.Limit, OrderType.Limit, OrderType.Market, OrderType.Best)
        from terms in Gen.Choose(0, 5)
        from selfMatch in Gen.Choose(0, 3)
        from price in Gen.Choose(990, 1_010)
        from amount in Gen.Choose(6_000, 900_000)
        from dust in Gen.Choose(0, 99_999_999)
        from chosen in Gen.Choose(0, 1_000)
        select new Step(kind, isBuy, type, TermsOf(type, terms), (SelfMatch)selfMatch, price, amount + dust / 100_000_000m, chosen);

    [Theory]
    [InlineData(30, 300_000)]
    [InlineData(3, 20_000)]
    [InlineData(30, 0)]
    public void AnySequence_AgainstTheReference_TellsTheSameStory(int levels, int levelFunds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Steps.ListOf(120).ToArbitrary(), steps => Run(levels, levelFunds, steps)));

    private static void Run(int levels, int levelFunds, IEnumerable<Step> steps)
    {
        var reference = new ReferenceVenue(Cash, Coins, 0.000501m, levels, levelFunds);
        var engine = new LoggedVenue(new VenueRules { Fee = new FeeRate(501), Levels = levels, LevelFunds = Money.Of(levelFunds) }, Cash, Coins);
        reference.Trade(1_000, 1);
        engine.Trade(1_000, 1);
        foreach (Step step in steps)
        {
            Do(step, reference, engine);
            Assert.Equal(reference.Log, engine.Log);
            Assert.Equal((reference.FreeCash, reference.LockedCash), (engine.Core.FreeCash.ToDecimal(), engine.Core.LockedCash.ToDecimal()));
            Assert.Equal((reference.FreeCoins, reference.LockedCoins), (engine.Market.Free.ToDecimal(), engine.Market.Locked.ToDecimal()));
        }
    }

    private static void Do(Step step, ReferenceVenue reference, LoggedVenue engine)
    {
        int id = reference.Count == 0 ? -1 : step.Chosen % reference.Count;
        switch (step.Kind)
        {
            case 0:
                decimal price = 995 + step.Price % 11;
                reference.Trade(price, step.Volume);
                engine.Trade(price, step.Volume);
                break;
            case 1 when id >= 0:
                Assert.Equal(reference.IsOpen(id), engine.Cancel(id));
                if (reference.IsOpen(id))
                    reference.Cancel(id);
                break;
            case 2 when id >= 0 && reference.IsOpen(id):
                Replace(step with { IsBuy = engine.IsBuy(id) }, id, reference, engine);
                break;
            default:
                Assert.Equal(reference.Place(step.ToEntry()), engine.Place(step) == VenueError.None);
                break;
        }
    }

    // The reference knows no replacement: it is a cancel and an order, unless the order would be refused.
    private static void Replace(Step step, int id, ReferenceVenue reference, LoggedVenue engine)
    {
        if (engine.Replace(id, step) != VenueError.None)
            return;
        reference.Cancel(id);
        Assert.True(reference.Place(step.ToEntry()));
    }

    private static TimeInForce TermsOf(OrderType type, int drawn) => type switch
    {
        OrderType.Limit => drawn < 3 ? TimeInForce.Gtc : (TimeInForce)(drawn - 2),
        OrderType.Best => drawn % 2 == 0 ? TimeInForce.Ioc : TimeInForce.Fok,
        _ => TimeInForce.Gtc,
    };

    internal sealed record Step(
        int Kind, bool IsBuy, OrderType Type, TimeInForce TimeInForce, SelfMatch SelfMatch, decimal Price, decimal Amount, int Chosen)
    {
        private bool StatesFunds => IsBuy && Type != OrderType.Limit;

        public decimal Volume => decimal.Truncate(Amount / Price * 100_000_000m) / 100_000_000m;

        public ReferenceVenue.Entry ToEntry() => new(
            IsBuy, Type, TimeInForce, SelfMatch, Type == OrderType.Limit ? Price : 0, StatesFunds ? 0 : Volume, StatesFunds ? Amount : 0);

        public VenueOrderRequest ToRequest(Symbol symbol) => new(
            symbol, IsBuy ? OrderSide.Buy : OrderSide.Sell, Type, TimeInForce, StatesFunds ? Quantity.Zero : Quantity.Of(Volume),
            Type == OrderType.Limit ? CoinPilot.Values.Price.Of(Price) : CoinPilot.Values.Price.None, StatesFunds ? Money.Of(Amount) : Money.Zero, "") { SelfMatch = SelfMatch };
    }

    /// <summary>The engine, its log in the reference's words.</summary>
    private sealed class LoggedVenue : IVenueListener
    {
        private readonly Dictionary<string, int> _numbers = [];
        private readonly List<string> _ids = [];
        private int _next;

        public LoggedVenue(VenueRules rules, decimal cash, decimal coins)
        {
            Core = new VenueCore(rules, Money.Of(cash), this, () => $"{_next++}");
            Market = Core.AddMarket(Venue.Symbol);
            Core.Deposit(Market, Quantity.Of(coins), Money.Zero);
        }

        public VenueCore Core { get; }

        public VenueMarket Market { get; }

        public List<string> Log { get; } = [];

        public bool IsBuy(int id) => Core.Find(_ids[id])!.Request.Side == OrderSide.Buy;

        public void Trade(decimal price, decimal volume) =>
            Core.OnTrade(Market, new Trade(Venue.Now, Price.Of(price), Quantity.Of(volume), OrderSide.Buy, 1));

        public bool Cancel(int id) => Core.Cancel(_ids[id], Venue.Now).Error == VenueError.None;

        public VenueError Place(Step step) => Core.Place(step.ToRequest(Venue.Symbol), Venue.Now).Error;

        public VenueError Replace(int id, Step step) => Core.Replace(_ids[id], step.ToRequest(Venue.Symbol), Venue.Now).Error;

        public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
        {
            if (_numbers.TryAdd(order.VenueOrderId, _ids.Count))
                _ids.Add(order.VenueOrderId);
            Log.Add($"{_numbers[order.VenueOrderId]} " + (fill is not null
                ? $"{(fill.Liquidity == LiquiditySide.Maker ? "maker" : "taker")} {fill.Quantity} at {fill.Price}"
                : order.State switch { VenueOrderState.Waiting => "wait", VenueOrderState.Done => "done", _ => "cancel" }));
        }

        public void OnPrevented(VenueOrder order, Timestamp time) =>
            Log.Add($"{_numbers[order.VenueOrderId]} prevented {order.Prevented.Volume}");
    }
}
