using CoinPilot.Examples;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>A strategy on a random walk of candles, whose every intent is filled at the close that raised it.</summary>
internal sealed class Walk(string name)
{
    private readonly List<Candle> _candles = Candles.Walk(new Random(21), 6_000, oneGapIn: 40);
    private StrategyView _view;
    private long _fills;
    private int _savedAt = -1;

    public StrategyFeed Feed { get; } = Make(name);

    /// <summary>The number of the newest candle.</summary>
    public int At { get; private set; } = -1;

    public ValueList<StateField> Saved { get; private set; } = ValueList<StateField>.Empty;

    public static StrategyFeed Make(string name) => new(name == BuyTheDip.Descriptor.Name
        ? BuyTheDip.Descriptor.Create(StrategySettings.Read(name, BuyTheDip.Descriptor.Parameters, new Dictionary<string, string>()))
        : QuickSettings.Of(name).Create());

    /// <summary>The next candle, and the fill of what is wanted at it; a second strategy must want the same. False at the end.</summary>
    public bool Next(StrategyFeed? second = null)
    {
        if (++At == _candles.Count)
            return false;
        if (At == 0)
            Save();
        Candle candle = _candles[At];
        Intent? wanted = Feed.OnCandle(candle, _view);
        if (second is not null)
            Assert.Equal(wanted, second.OnCandle(candle, _view));
        if (wanted is null)
            return true;
        bool enters = wanted.Kind == IntentKind.Enter;
        _view = enters ? new StrategyView(Quantity.Of(1), candle.Close, candle.OpenTime + TimeSpan.FromMinutes(1)) : default;
        Fill fill = new(++_fills, enters ? OrderSide.Buy : OrderSide.Sell, Quantity.Of(1), candle.Close, Money.Zero, "", candle.OpenTime + TimeSpan.FromMinutes(1));
        Feed.Strategy.OnFill(fill, _view);
        second?.Strategy.OnFill(fill, _view);
        return true;
    }

    public void Save() => (Saved, _savedAt) = (Feed.Save(), At);

    /// <summary>The strategy as an actor starts it anew: its warm-up, and between two candles of that what was saved last.</summary>
    public StrategyFeed Restart()
    {
        StrategyFeed fresh = Make(name);
        int from = Math.Max(0, At + 1 - fresh.Strategy.WarmUpMinutes);
        bool isLoaded = fresh.Strategy.StateVersion == 0;
        for (int i = from; i <= At; i++)
        {
            if (!isLoaded && i > _savedAt)
                isLoaded = Load(fresh);
            fresh.OnCandle(_candles[i], _candles[i].OpenTime < _view.OpenedAt ? default : _view);
        }
        if (!isLoaded)
            Load(fresh);
        return fresh;
    }

    private bool Load(StrategyFeed fresh)
    {
        fresh.Load(fresh.Strategy.StateVersion, Saved);
        return true;
    }
}
