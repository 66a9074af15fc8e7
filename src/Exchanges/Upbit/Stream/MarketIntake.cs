using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// A public socket's frames, from bytes to what the sink is told: parser, guard of times, trade filter and candle closer put together.
/// Not for two threads at once.
/// </summary>
internal sealed class MarketIntake : IUpbitFrameSink
{
    private readonly UpbitOptions _options;
    private readonly UpbitCounters _counters;
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly IMarketDataSink _sink;
    private readonly UpbitFrames _frames;
    private readonly VenueClock _clock;
    private readonly StampGuard _guard;
    private readonly TradeFilter _trades;
    private readonly CandleCloser _candles;
    private readonly MalformedLog _malformed;
    private readonly bool[] _heard;
    private Message? _waiting;
    private bool _dataInFrame;

    public MarketIntake(UpbitOptions options, UpbitCounters counters, IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> after, IMarketDataSink sink)
    {
        (_options, _counters, _symbols, _sink) = (options, counters, symbols, sink);
        _frames = new UpbitFrames(new UpbitCodes(symbols), counters);
        _clock = new VenueClock(options.Time);
        _guard = new StampGuard(_clock, options.Time, options.LongestAhead);
        _trades = new TradeFilter(symbols.Count, counters);
        _candles = new CandleCloser(after, options.FinalDelay, _clock, counters, (symbol, candle) => sink.OnClosedCandle(symbol, candle, 1))
        {
            FetchNeeded = symbol => FetchNeeded(symbol),
        };
        _malformed = new MalformedLog(options, _frames);
        _heard = new bool[symbols.Count];
    }

    /// <summary>The venue has begun its regular status frames.</summary>
    public Action StatusSeen { get; init; } = static () => { };

    /// <summary>A symbol's candles lack trades, and wait for <see cref="Release"/>.</summary>
    public Action<int> FetchNeeded { get; init; } = static _ => { };

    /// <summary>A new connection: candles wait for <see cref="Release"/>, and every code is silent as yet.</summary>
    public void Begin()
    {
        _candles.HoldAll();
        Array.Clear(_heard);
    }

    /// <summary>True when the frame brought data, which shows that the subscription works.</summary>
    public bool Read(ReadOnlySpan<byte> frame)
    {
        _dataInFrame = false;
        _frames.Read(frame, this);
        _malformed.Check(frame);
        return _dataInFrame;
    }

    /// <summary>The last candle of the symbol that the sink has, or none.</summary>
    public Timestamp KnownThrough(int symbol) => _candles.KnownThrough(symbol);

    /// <summary>Ends a symbol's wait with what was fetched, newest first.</summary>
    public void Release(int symbol, IReadOnlyList<UpbitCandle> fetched)
    {
        if (fetched.Count > 0 && _guard.Judge(fetched[0].LastTick, fetched[0].Candle.OpenTime) == StampVerdict.Pass)
            _clock.Advance(fetched[0].LastTick);
        _candles.Release(symbol, [.. fetched.Reverse().Select(c => c.Candle)]);
    }

    /// <summary>The codes for which nothing came since <see cref="Begin"/>.</summary>
    public IReadOnlyList<string> Silent => [.. _symbols.Where((_, i) => !_heard[i]).Select(s => s.Code)];

    void IUpbitFrameSink.OnTrade(int symbol, in Trade trade, Timestamp venueTime)
    {
        Hear(symbol);
        if (Passes(venueTime, trade.Time, new Message(symbol, trade, default, venueTime)))
            Take(symbol, trade, venueTime);
    }

    void IUpbitFrameSink.OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime)
    {
        if (interval != UpbitTime.Minute)
            return;
        Hear(symbol);
        if (Passes(venueTime, candle.OpenTime, new Message(symbol, null, candle, venueTime)))
            Take(symbol, candle, venueTime);
    }

    void IUpbitFrameSink.OnBook(int symbol, UpbitBook book)
    {
        Hear(symbol);
        _sink.OnBook(symbol, book.Book);
    }

    void IUpbitFrameSink.OnOrder(in UpbitOrderEvent order)
    {
        // Never on the public socket.
    }

    void IUpbitFrameSink.OnError(string name, string message) => _options.Log($"market data refused: {name} {message}");

    void IUpbitFrameSink.OnStatus()
    {
        StatusSeen();
        _candles.CloseDue(_clock.OnArrival());
    }

    private void Hear(int symbol)
    {
        _dataInFrame = true;
        _heard[symbol] = true;
    }

    private bool Passes(Timestamp stamp, Timestamp of, in Message message)
    {
        StampVerdict verdict = _guard.Judge(stamp, of);
        if (verdict == StampVerdict.Follows)
        {
            TakeWaiting();
            verdict = _guard.Judge(stamp, of);
        }
        if (verdict == StampVerdict.Drop || (verdict == StampVerdict.Wait && _waiting is not null))
            _counters.Add(UpbitCount.AbsurdTimes);
        if (verdict == StampVerdict.Wait)
            _waiting = message;
        return verdict == StampVerdict.Pass;
    }

    private void TakeWaiting()
    {
        if (_waiting is not { } message)
            return;
        _waiting = null;
        if (message.Trade is { } trade)
            Take(message.Symbol, trade, message.VenueTime);
        else
            Take(message.Symbol, message.Candle, message.VenueTime);
    }

    private void Take(int symbol, in Trade trade, Timestamp venueTime)
    {
        TradePlace place = _trades.Place(symbol, trade.SequentialId);
        if (place != TradePlace.Duplicate)
            _candles.OnTrade(symbol, trade);
        if (place == TradePlace.Next)
            _sink.OnTrade(symbol, trade);
        if (_clock.Advance(venueTime))
            _candles.CloseDue(venueTime);
    }

    private void Take(int symbol, in Candle candle, Timestamp venueTime)
    {
        _clock.Advance(venueTime);
        _candles.OnUpdate(symbol, candle);
        _candles.CloseDue(_clock.Latest);
    }

    /// <summary>A message that waits for company: a trade, or a candle.</summary>
    private readonly record struct Message(int Symbol, Trade? Trade, Candle Candle, Timestamp VenueTime);
}
