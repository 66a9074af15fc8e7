using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// Builds bars of at least an amount of quote currency each, every trade counted with price x quantity cut to 1e-8. A trade is never cut in two: the one
/// that reaches the size closes the bar and belongs to it whole. A bar opens at the time of its first trade.
/// </summary>
public sealed class ValueBarBuilder
{
    private readonly Money _size;
    private TradeGate _gate;
    private OpenBar _bar;
    private Timestamp _earliest;
    private Money _value;

    /// <param name="size">Quote currency in a bar, above 0.</param>
    public ValueBarBuilder(Money size)
    {
        if (size <= Money.Zero)
            throw new ArgumentOutOfRangeException(nameof(size), size, "a bar holds some value");
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
        _value += Money.NotionalDown(trade.Price, trade.Quantity);
        if (_value < _size)
            return false;
        (_value, _earliest, closed) = (Money.Zero, trade.Time, _bar.Take());
        return true;
    }
}
