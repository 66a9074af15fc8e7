using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Publishes what the tape changes, each stream in the venue's rhythm, and with the faults that are set. Guarded by the floor's lock.</summary>
internal sealed class MarketPublisher(IReadOnlyList<MarketTape> markets, Broadcast broadcast, FaultBoard faults)
{
    private static readonly TimeSpan BookGrid = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CandleGrid = TimeSpan.FromSeconds(1);

    private readonly List<MarketTape> _changedBooks = [];
    private readonly Queue<(Timestamp Due, MarketFrame Frame)> _late = [];
    private readonly Dictionary<int, MarketFrame> _heldTrades = [];
    private Timestamp _nextBooks;
    private Timestamp _nextSecond;

    public void NoteBook(MarketTape market, Timestamp time)
    {
        market.BookChangedAt = time;
        if (market.IsBookChanged)
            return;
        market.IsBookChanged = true;
        _changedBooks.Add(market);
    }

    /// <summary>Publishes what is due before anything of <paramref name="time"/> happens.</summary>
    public void MoveTo(Timestamp time)
    {
        if (time >= _nextBooks)
            PublishBooks(time);
        while (_late.TryPeek(out var late) && time >= late.Due)
            broadcast.Publish(_late.Dequeue().Frame);
        if (time >= _nextSecond)
            PublishCandles(time);
    }

    /// <summary>The trade that the market has just had, and the ticker after it.</summary>
    public void PublishTrade(MarketTape market)
    {
        var place = new FaultPlace(Symbol: market.Symbol.Code);
        var frame = new MarketFrame(StreamKind.Trade, market, StreamType.Realtime) { Trade = market.LastTrade };
        if (!_heldTrades.ContainsKey(market.Index) && faults.Strike(FaultKind.ReorderTrade, place) is not null)
            _heldTrades.Add(market.Index, frame);
        else
        {
            broadcast.Publish(frame);
            if (_heldTrades.Remove(market.Index, out MarketFrame held))
                broadcast.Publish(held);
            if (faults.Strike(FaultKind.DuplicateTrade, place) is not null)
                broadcast.Publish(frame);
        }
        broadcast.Publish(new MarketFrame(StreamKind.Ticker, market, StreamType.Realtime));
    }

    /// <summary>Books are published on a grid of time, and only those that changed.</summary>
    public void PublishBooks(Timestamp time)
    {
        foreach (MarketTape market in _changedBooks)
        {
            market.IsBookChanged = false;
            if (market.HasTraded)
                broadcast.Publish(new MarketFrame(StreamKind.OrderBook, market, StreamType.Realtime));
        }
        _changedBooks.Clear();
        _nextBooks = time.FloorTo(BookGrid) + BookGrid;
    }

    /// <summary>A candle is published when the second of its change has passed; so its last change in a minute comes just after the minute.</summary>
    private void PublishCandles(Timestamp time)
    {
        CandleUnit[] wanted = [.. CandleUnit.All.Where(u => broadcast.IsWanted(StreamKind.Candle, u))];
        foreach (MarketTape market in markets)
        {
            if (!market.IsCandleChanged)
                continue;
            market.IsCandleChanged = false;
            foreach (CandleUnit unit in wanted)
                PublishCandle(new MarketFrame(StreamKind.Candle, market, StreamType.Realtime) { Unit = unit, Candle = market.NewestCandle(unit) }, time);
        }
        _nextSecond = time.FloorTo(CandleGrid) + CandleGrid;
    }

    private void PublishCandle(MarketFrame frame, Timestamp time)
    {
        if (faults.Strike(FaultKind.LateCandle, new FaultPlace(Symbol: frame.Market.Symbol.Code)) is { } fault)
            _late.Enqueue((time + fault.Delay, frame));
        else
            broadcast.Publish(frame);
    }
}
