using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// Builds bars of at least a quantity each. A trade is never cut in two: the one that reaches the size closes the bar and belongs to it whole, so every
/// bar consists of trades that happened, and volumes add up exactly. A bar opens at the time of its first trade.
/// </summary>
public sealed class VolumeBarBuilder
{
    private readonly Quantity _size;
    private TradeGate _gate;
    private OpenBar _bar;
    private Timestamp _earliest;

    /// <param name="size">Base currency in a bar, above 0.</param>
    public VolumeBarBuilder(Quantity size)
    {
        if (size.IsZero)
            throw new ArgumentOutOfRangeException(nameof(size), size, "a bar holds some quantity");
        _size = size;
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
        if (_bar.Candle.Volume < _size)
            return false;
        (_earliest, closed) = (trade.Time, _bar.Take());
        return true;
    }
}
