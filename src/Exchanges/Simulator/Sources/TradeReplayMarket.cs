using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// A tape of recorded trades, exactly as they were: order, prices, sizes, and the venue's own numbers where they have one. The venue's time starts
/// with the first. A trade stamped before its market's last one keeps its place and takes that one's time.
/// </summary>
public sealed class TradeReplayMarket : IMarketSource, IDisposable
{
    private readonly IEnumerator<TapeTrade> _trades;
    private readonly Timestamp[] _last;
    private bool _hasNext;

    /// <param name="symbols">The markets that <paramref name="trades"/> number.</param>
    /// <param name="trades">In the order in which they are to come; read as the replay goes.</param>
    /// <exception cref="ArgumentException">There is no trade at all.</exception>
    public TradeReplayMarket(IReadOnlyList<Symbol> symbols, IEnumerable<TapeTrade> trades)
    {
        Symbols = symbols;
        _last = new Timestamp[symbols.Count];
        _trades = trades.GetEnumerator();
        _hasNext = _trades.MoveNext();
        if (!_hasNext)
            throw new ArgumentException("a replay needs at least one trade", nameof(trades));
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    public bool WaitsForConsumers => true;

    public Timestamp Start(Timestamp now) => _trades.Current.Trade.Time;

    public bool TryNext(out TapeTrade next)
    {
        next = default;
        if (!_hasNext)
            return false;
        next = _trades.Current;
        if (next.Trade.Time < _last[next.Market])
            next = next with { Trade = next.Trade with { Time = _last[next.Market] } };
        _last[next.Market] = next.Trade.Time;
        _hasNext = _trades.MoveNext();
        return true;
    }

    public void Dispose() => _trades.Dispose();
}
