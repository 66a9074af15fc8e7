using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>Builds bars of so many trades each. A bar opens at the time of its first trade.</summary>
public sealed class TickBarBuilder
{
    private readonly int _trades;
    private TradeGate _gate;
    private OpenBar _bar;
    private Timestamp _earliest;
    private int _count;

    /// <param name="trades">In a bar, from 1.</param>
    public TickBarBuilder(int trades)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trades, 1);
        _trades = trades;
    }

    /// <summary>Trades dropped because their number, or a later one, came before.</summary>
    public long Duplicates => _gate.Duplicates;

    /// <summary>Trades dropped because they are older than the last closed bar's last trade.</summary>
    public long Late => _gate.Late;

    /// <summary>Adds a trade; true when it filled <paramref name="closed"/>.</summary>
    public bool Add(in Trade trade, out Candle closed)
    {
        closed = default;
        if (!_gate.Admits(trade, _earliest))
            return false;
        _bar.Add(trade, trade.Time);
        if (++_count < _trades)
            return false;
        (_count, _earliest, closed) = (0, trade.Time, _bar.Take());
        return true;
    }
}
