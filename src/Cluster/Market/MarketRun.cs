using CoinPilot.Actors.Contract;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Clustering.Market;

/// <summary>One event of one symbol on its way.</summary>
internal sealed record MarketTick(int Symbol, MarketMessage Message);

/// <summary>
/// What has come of one symbol since its actor last took something, in order. Beyond <paramref name="tradesKept"/> trades a newer one takes
/// the place of the one before it; candles are never dropped.
/// </summary>
internal sealed class MarketRun(int symbol, int tradesKept, EngineCounters counters)
{
    private readonly List<MarketMessage> _events = [];
    private int _trades;

    public int Symbol => symbol;

    public IReadOnlyList<MarketMessage> Events => _events;

    public MarketRun Add(MarketTick tick)
    {
        if (tick.Message.IsTrade && _trades >= tradesKept && _events[^1].IsTrade)
        {
            counters.CountConflated();
            _events[^1] = tick.Message;
            return this;
        }
        if (tick.Message.IsTrade)
            _trades++;
        _events.Add(tick.Message);
        return this;
    }
}
