using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>What keeps a trade from being counted twice, or into a bar that is already closed; it counts what it turned away.</summary>
public struct TradeGate
{
    private long _lastId;

    /// <summary>Trades whose number, or a later one, came before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Trades of a bar that was closed.</summary>
    public long Late { get; private set; }

    /// <summary>False for a trade to drop: a duplicate, or one before <paramref name="earliest"/>.</summary>
    public bool Admits(in Trade trade, Timestamp earliest)
    {
        if (trade.SequentialId != 0 && trade.SequentialId <= _lastId)
        {
            Duplicates++;
            return false;
        }
        _lastId = Math.Max(_lastId, trade.SequentialId);
        if (trade.Time >= earliest)
            return true;
        Late++;
        return false;
    }
}
