using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// What a symbol's market actor knows that outlives its instances: who reads it, what it has seen, and the newest candles, as many as the longest
/// warm-up of a reader takes. Kept by the symbol, so that a market actor started anew goes on where the last one failed.
/// </summary>
internal sealed class MarketMemory
{
    private Candle[] _candles = [];
    private int _next;
    private int _count;
    private int _wanted;

    public ActorRef[] CandleReaders { get; private set; } = [];

    public ActorRef[] TradeReaders { get; private set; } = [];

    /// <summary>The newest event; of no kind before the first.</summary>
    public MarketEvent Last { get; private set; }

    /// <summary>The newest time that any event told of.</summary>
    public Timestamp Newest { get; private set; }

    /// <summary>When the newest candle opened.</summary>
    public Timestamp LastOpen { get; private set; }

    public long LastTradeId { get; set; }

    public void Join(ActorRef reader, SubscribeMarket subscribe)
    {
        CandleReaders = Joined(CandleReaders, reader);
        TradeReaders = subscribe.WantsTrades ? Joined(TradeReaders, reader) : [.. TradeReaders.Where(r => r != reader)];
        _wanted = Math.Max(_wanted, subscribe.WarmUpMinutes ?? 0);
    }

    public void Note(in MarketEvent market)
    {
        Last = market;
        if (market.Time > Newest)
            Newest = market.Time;
    }

    /// <summary>Keeps a candle, later than all before.</summary>
    public void Keep(in Candle candle)
    {
        LastOpen = candle.OpenTime;
        if (_wanted == 0)
            return;
        if (_count == _candles.Length && _count < _wanted)
            Grow();
        _candles[_next] = candle;
        if (++_next == _candles.Length)
            _next = 0;
        if (_count < _candles.Length)
            _count++;
    }

    /// <summary>The kept candles of the last so many minutes, the oldest first.</summary>
    public IReadOnlyList<Candle> Tail(int minutes)
    {
        Timestamp from = LastOpen - TimeSpan.FromMinutes(minutes);
        List<Candle> tail = [];
        for (int i = 0; i < _count; i++)
        {
            Candle candle = At(i);
            if (candle.OpenTime > from)
                tail.Add(candle);
        }
        return tail;
    }

    private void Grow()
    {
        Candle[] larger = new Candle[Math.Min(_wanted, Math.Max(64, 2 * _candles.Length))];
        for (int i = 0; i < _count; i++)
            larger[i] = At(i);
        _candles = larger;
        _next = _count;
    }

    // The oldest first.
    private Candle At(int index) => _candles[(_next - _count + index + _candles.Length) % _candles.Length];

    private static ActorRef[] Joined(ActorRef[] readers, ActorRef reader) =>
        readers.Contains(reader) ? readers : [.. readers, reader];
}
