using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// A tape made of recorded candles, each expanded by <see cref="CandlePath"/> and merged by time (at one instant in the order of
/// the symbols). The venue's time starts with the first candle, and there is no history before it, unless it is told when it opens.
/// </summary>
public sealed class ReplayMarket : IMarketSource, IDisposable
{
    private readonly CandleTape[] _tapes;
    private readonly PriorityQueue<int, (Timestamp Time, int Market)> _next = new();
    private readonly Timestamp? _opening;

    /// <param name="candles">For each symbol its one-minute candles, oldest first; read as the replay goes.</param>
    /// <param name="opening">The venue's time at the start: candles before it are its history. Null for the first candle.</param>
    /// <exception cref="ArgumentException">There is no candle at all.</exception>
    public ReplayMarket(IReadOnlyList<(Symbol Symbol, IEnumerable<Candle> Candles)> candles, Timestamp? opening = null)
    {
        _opening = opening;
        Symbols = [.. candles.Select(c => c.Symbol)];
        _tapes = [.. candles.Select(c => new CandleTape(c.Symbol, c.Candles))];
        for (int market = 0; market < _tapes.Length; market++)
            Queue(market);
        if (_next.Count == 0)
            throw new ArgumentException("a replay needs at least one candle", nameof(candles));
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    public bool WaitsForConsumers => true;

    public Timestamp Start(Timestamp now) => _opening ?? _tapes[_next.Peek()].Current.Time;

    /// <exception cref="InvalidDataException">A candle is inconsistent or not later than the one before it.</exception>
    public bool TryNext(out TapeTrade next)
    {
        if (!_next.TryDequeue(out int market, out _))
        {
            next = default;
            return false;
        }
        next = new TapeTrade(market, _tapes[market].Current);
        Queue(market);
        return true;
    }

    public void Dispose()
    {
        foreach (CandleTape tape in _tapes)
            tape.Dispose();
    }

    private void Queue(int market)
    {
        if (_tapes[market].MoveNext())
            _next.Enqueue(market, (_tapes[market].Current.Time, market));
    }
}
