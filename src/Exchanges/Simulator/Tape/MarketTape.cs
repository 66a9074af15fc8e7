using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>All that the exchange knows of one market: its last trade, its candles, its day. Guarded by the exchange's lock.</summary>
internal sealed class MarketTape(int index, VenueMarket market)
{
    private readonly List<TapeCandle> _candles = [];
    private int _dayAgo;
    private Quantity _volume24;
    private Money _value24;

    public int Index => index;

    public VenueMarket Market => market;

    public Symbol Symbol => market.Symbol;

    /// <summary>Numbered by its source, or as the venue does: the trade's milliseconds x 10,000 + n.</summary>
    public Trade LastTrade { get; private set; }

    public MarketDay Day { get; } = new();

    public (Price Price, Timestamp Time) Highest { get; private set; }

    public (Price Price, Timestamp Time) Lowest { get; private set; }

    /// <summary>Oldest first; the last one is in progress until the clock has passed its minute. Minutes without a trade have none.</summary>
    public IReadOnlyList<TapeCandle> Candles => _candles;

    /// <summary>True when the last candle has changed since it was published.</summary>
    public bool IsCandleChanged { get; set; }

    public Quantity Volume24 => _volume24;

    public Money Value24 => _value24;

    public bool HasTraded => _candles.Count > 0;

    public void Add(in Trade trade)
    {
        long number = trade.SequentialId > 0 ? trade.SequentialId : trade.Time.UnixMillis * 10_000;
        LastTrade = trade with { SequentialId = Math.Max(number, LastTrade.SequentialId + 1) };
        Day.Add(trade);
        if (!Highest.Price.IsSet || trade.Price > Highest.Price)
            Highest = (trade.Price, trade.Time);
        if (!Lowest.Price.IsSet || trade.Price < Lowest.Price)
            Lowest = (trade.Price, trade.Time);
        AddToCandle(trade);
        _volume24 += trade.Quantity;
        _value24 += Money.NotionalDown(trade.Price, trade.Quantity);
        ForgetDayAgo(trade.Time - TimeSpan.FromDays(1));
    }

    /// <summary>The number of candles that opened before <paramref name="time"/>.</summary>
    public int CountBefore(Timestamp time)
    {
        int low = 0, high = _candles.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_candles[middle].Candle.OpenTime < time)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void AddToCandle(in Trade trade)
    {
        Timestamp minute = trade.Time.FloorTo(TimeSpan.FromMinutes(1));
        if (_candles.Count > 0 && _candles[^1].Candle.OpenTime == minute)
            _candles[^1] = _candles[^1].With(trade);
        else
            _candles.Add(TapeCandle.Open(minute, trade));
        IsCandleChanged = true;
    }

    /// <summary>The 24 hours move on by whole candles.</summary>
    private void ForgetDayAgo(Timestamp limit)
    {
        for (; _candles[_dayAgo].Candle.OpenTime <= limit; _dayAgo++)
        {
            _volume24 -= _candles[_dayAgo].Candle.Volume;
            _value24 -= _candles[_dayAgo].Value;
        }
    }
}
