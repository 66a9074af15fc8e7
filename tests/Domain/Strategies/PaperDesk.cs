using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>
/// Feeds a strategy as its actor does, and grants what it wants: market orders at the price of the moment, limits when the price touches them, no fees.
/// The way that prices take inside a candle is that of <see cref="CandlePath"/>.
/// </summary>
internal sealed class PaperDesk(Strategy strategy)
{
    private const decimal StandardSize = 2_000_000m;
    private const decimal Equity = 10_000_000m;
    private const int MostInARow = 100;

    private readonly List<WorkingOrder> _orders = [];
    private readonly Trade[] _path = new Trade[CandlePath.MaxTrades];
    private Quantity _held;
    private Money _cost;
    private Timestamp _openedAt;
    private Price _price;
    private Timestamp _now;
    private long _fills;

    /// <summary>Everything that it wanted, in order.</summary>
    public List<(Timestamp At, Intent Intent)> Wanted { get; } = [];

    /// <summary>What was filled: side, price, tag.</summary>
    public List<(OrderSide Side, Price Price, string Tag)> Fills { get; } = [];

    /// <summary>Denies what it does not hold for.</summary>
    public Predicate<Intent> Allows { get; set; } = static _ => true;

    public Strategy Strategy => strategy;

    public StrategyFeed Feed { get; } = new(strategy);

    public StrategyView View { get; private set; }

    public IReadOnlyList<WorkingOrder> Orders => _orders;

    public IEnumerable<IntentKind> Kinds => Wanted.Select(w => w.Intent.Kind);

    public IEnumerable<string> Reasons => Wanted.Select(w => w.Intent.Reason);

    public void Play(IEnumerable<Candle> candles)
    {
        foreach (Candle candle in candles)
            Play(candle);
    }

    public void Play(in Candle candle)
    {
        int count = CandlePath.Expand(candle, 1, _path);
        for (int i = 0; i < count; i++)
            Tick(_path[i]);
        (_now, _price) = (candle.OpenTime + TimeSpan.FromMinutes(1), candle.Close);
        Carry(Feed.OnCandle(candle, View));
    }

    public void Tick(in Trade trade)
    {
        (_now, _price) = (trade.Time, trade.Price);
        Match();
        if (strategy.WantsTicks)
            Carry(strategy.OnTick(trade, View));
    }

    /// <summary>What the strategy remembers goes to another, as after a restart; orders and holding stay.</summary>
    public PaperDesk RestartAs(Strategy fresh)
    {
        PaperDesk desk = new(fresh) { _held = _held, _cost = _cost, _openedAt = _openedAt, _now = _now, _price = _price, _fills = _fills, View = View };
        desk._orders.AddRange(_orders);
        desk.Feed.Load(strategy.StateVersion, Feed.Save());
        return desk;
    }

    /// <summary>Somebody else withdraws an order, as the kill switch does.</summary>
    public void Cancel(string tag)
    {
        _orders.RemoveAll(o => o.Tag == tag);
        Tell();
    }

    private void Carry(Intent? intent)
    {
        for (int i = 0; intent is not null && i < MostInARow; i++)
        {
            Wanted.Add((_now, intent));
            if (!Allows(intent))
                return;
            intent = Grant(intent);
        }
    }

    private Intent? Grant(Intent intent)
    {
        IntentTerms terms = intent.Terms;
        if (intent.Kind == IntentKind.Withdraw)
        {
            _orders.RemoveAll(o => o.Tag == terms.Tag);
            return Tell();
        }
        OrderSide side = intent.Kind == IntentKind.Enter ? OrderSide.Buy : OrderSide.Sell;
        Price price = terms.Limit.IsSet ? terms.Limit : _price;
        Quantity quantity = side == OrderSide.Buy ? FundsOf(terms).QuantityDown(price) : Quantity.Min(Sellable, terms.Quantity.IsZero ? _held : terms.Quantity);
        if (!terms.Limit.IsSet)
            return Fill(side, quantity, _price, terms.Tag);
        Assert.DoesNotContain(_orders, o => o.Tag == terms.Tag);
        _orders.Add(new WorkingOrder(terms.Tag, side, terms.Limit, Trigger.None, quantity, Quantity.Zero, false, false));
        return Tell();
    }

    private Quantity Sellable => _orders.Where(o => o.Side == OrderSide.Sell).Aggregate(_held, (rest, o) => rest - o.Quantity);

    private static Money FundsOf(IntentTerms terms) => !terms.Funds.IsZero ? terms.Funds
        : terms.EquityPercent > 0 ? Money.Of(Equity).PercentDown(terms.EquityPercent)
        : Money.Of(StandardSize * terms.Share);

    private void Match()
    {
        while (_orders.Find(o => o.Side == OrderSide.Buy ? _price <= o.Price : _price >= o.Price) is { } hit)
        {
            _orders.Remove(hit);
            Carry(Fill(hit.Side, hit.Quantity, hit.Price, hit.Tag));
        }
    }

    private Intent? Fill(OrderSide side, Quantity quantity, Price price, string tag)
    {
        bool buys = side == OrderSide.Buy;
        _openedAt = _held.IsZero ? _now : _openedAt;
        _cost = buys ? _cost + Money.NotionalDown(price, quantity) : _cost - _cost.ShareDown(quantity, _held);
        _held = buys ? _held + quantity : _held - quantity;
        Fills.Add((side, price, tag));
        Update();
        Intent? intent = strategy.OnFill(new Fill(++_fills, side, quantity, price, Money.Zero, tag, _now), View);
        return StrategyFeed.Stronger(intent, strategy.OnChange(View));
    }

    private Intent? Tell()
    {
        Update();
        return strategy.OnChange(View);
    }

    private void Update() => View = new StrategyView(
        _held, _held.IsZero ? Price.None : new Price((long)(_cost.Units * Fixed.One / _held.Units)), _held.IsZero ? Timestamp.None : _openedAt)
    {
        Orders = ValueList<WorkingOrder>.Of(_orders),
    };
}
