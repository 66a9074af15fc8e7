using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>One symbol's tape: a random walk within 6 % of where it began, and a candle for every minute with trades.</summary>
internal sealed class Feed
{
    private const double Band = 0.06;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly int _number;
    private readonly VirtualClock _clock;
    private readonly VenueMarket _market;
    private readonly VenueCore _core;
    private readonly Conditions _conditions;
    private readonly Action<MarketEvent> _publish;
    private readonly SeededRandom _random;
    private readonly double _base;
    private double _offset;
    private long _trades;
    private Candle? _open;

    public Feed(int number, ulong seed, VirtualClock clock, VenueCore core, VenueMarket market, Conditions conditions, Action<MarketEvent> publish)
    {
        _number = number;
        _clock = clock;
        _core = core;
        _market = market;
        _conditions = conditions;
        _publish = publish;
        _random = new SeededRandom(seed ^ (0xFEED + (ulong)number));
        _base = new double[] { 95_000_000, 1_234, 43.5, 251_000, 0.00771 }[number % 5];
        Next();
    }

    private void Next() => _clock.At(_clock.Now + TimeSpan.FromMilliseconds(100 + _random.NextInt(1_800)), () =>
    {
        Trade trade = Walk();
        _core.OnTrade(_market, trade);
        Close(trade);
        Publish(MarketEvent.Of(trade));
        Next();
    });

    private Trade Walk()
    {
        _offset = Math.Clamp(_offset + 0.002 * _random.NextGaussian(), -Band, Band);
        Price price = TickTable.FloorToTick(Price.Of(Math.Round((decimal)(_base * (1 + _offset)), 8)));
        Quantity quantity = Money.Of(1_000 + _random.NextInt(1_000_000)).QuantityDown(price);
        return new Trade(_clock.Now, price, quantity, _random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell, ++_trades);
    }

    private void Close(in Trade trade)
    {
        Timestamp minute = trade.Time.FloorTo(Minute);
        if (_open is { } open && open.OpenTime == minute)
        {
            _open = open with
            {
                High = Price.Max(open.High, trade.Price), Low = Price.Min(open.Low, trade.Price),
                Close = trade.Price, Volume = open.Volume + trade.Quantity,
            };
            return;
        }
        if (_open is { } closed)
            Publish(MarketEvent.OfClosed(closed, 1));
        _open = new Candle(minute, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity);
    }

    private void Publish(MarketEvent market)
    {
        if (_conditions.Strikes(FaultKind.FeedGap, _number))
            return;
        Send(market);
        if (_conditions.Strikes(FaultKind.FeedRepeated, _number))
            Send(market);
    }

    private void Send(MarketEvent market)
    {
        TimeSpan delay = _conditions.Strikes(FaultKind.FeedReordered, _number) ? _conditions.Between(1, 5_000) : TimeSpan.FromMilliseconds(1);
        _clock.At(_clock.Now + delay, () => _publish(market));
    }
}
