using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>All that the exchange knows of one market: its last trade, its candles, its day. Guarded by the exchange's lock.</summary>
internal sealed class MarketTape(int index, VenueMarket market)
{
    private const int SecondsKept = 7_200;
    private const int TradesKept = 2_000;

    private readonly CandleHistory _minutes = new(CandleUnit.All[1], kept: null);
    private readonly CandleHistory _seconds = new(CandleUnit.Second, SecondsKept);
    private readonly List<(Trade Trade, Price PreviousClose)> _trades = [];
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

    /// <summary>The latest trades, at least 2,000 once there are, oldest first; each with the close of the day before it.</summary>
    public IReadOnlyList<(Trade Trade, Price PreviousClose)> Trades => _trades;

    /// <summary>True when the last candle has changed since it was published.</summary>
    public bool IsCandleChanged { get; set; }

    public Quantity Volume24 => _volume24;

    public Money Value24 => _value24;

    public bool HasTraded => _minutes.Count > 0;

    /// <summary>True when the book has changed since it was published.</summary>
    public bool IsBookChanged { get; set; }

    /// <summary>When the book last changed.</summary>
    public Timestamp BookChangedAt { get; set; }

    public void Add(in Trade trade)
    {
        long number = trade.SequentialId > 0 ? trade.SequentialId : trade.Time.UnixMillis * 10_000;
        LastTrade = trade with { SequentialId = Math.Max(number, LastTrade.SequentialId + 1) };
        Day.Add(trade);
        if (!Highest.Price.IsSet || trade.Price > Highest.Price)
            Highest = (trade.Price, trade.Time);
        if (!Lowest.Price.IsSet || trade.Price < Lowest.Price)
            Lowest = (trade.Price, trade.Time);
        _minutes.Add(trade);
        _seconds.Add(trade);
        Remember();
        IsCandleChanged = true;
        _volume24 += trade.Quantity;
        _value24 += Money.NotionalDown(trade.Price, trade.Quantity);
        ForgetDayAgo(trade.Time - TimeSpan.FromDays(1));
    }

    /// <summary>Newest first, the one in progress included; those that opened before <paramref name="before"/>. Seconds go back two hours or more.</summary>
    public IEnumerable<TapeCandle> CandlesBefore(CandleUnit unit, Timestamp before) =>
        (unit == CandleUnit.Second ? _seconds : _minutes).NewestFirst(unit, before);

    /// <summary>The newest candle.</summary>
    public TapeCandle NewestCandle(CandleUnit unit) => CandlesBefore(unit, new Timestamp(long.MaxValue)).First();

    private void Remember()
    {
        _trades.Add((LastTrade, Day.PreviousClose));
        if (_trades.Count >= 2 * TradesKept)
            _trades.RemoveRange(0, _trades.Count - TradesKept);
    }

    /// <summary>The 24 hours move on by whole candles.</summary>
    private void ForgetDayAgo(Timestamp limit)
    {
        for (; _minutes[_dayAgo].Candle.OpenTime <= limit; _dayAgo++)
        {
            _volume24 -= _minutes[_dayAgo].Candle.Volume;
            _value24 -= _minutes[_dayAgo].Value;
        }
    }
}
