using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>What a strategy that holds nothing would explain its next decision by, candle for candle: the values of its conditions and what they are held against.</summary>
internal sealed class ExplainedValues
{
    private readonly List<ValueList<Condition>> _candles = [];

    private ExplainedValues()
    {
    }

    /// <summary>How many candles were told after the history.</summary>
    public int Candles => _candles.Count;

    /// <summary>Feeds the candles from <paramref name="first"/> on, and keeps what is explained from the one that opens at <paramref name="from"/> on.</summary>
    public static ExplainedValues Of(StrategyChoice choice, IReadOnlyList<Candle> candles, int first, Timestamp from)
    {
        ExplainedValues values = new();
        StrategyFeed feed = new(choice.Create());
        for (int i = first; i < candles.Count; i++)
        {
            Candle candle = candles[i];
            feed.OnCandle(candle, default);
            if (candle.OpenTime >= from)
                values._candles.Add(feed.Strategy.Explain(default));
        }
        return values;
    }

    /// <summary>
    /// Adds the greatest deviations of the other's values from these, by name, to <paramref name="greatest"/>; gives at how many candles the other had
    /// nothing to say yet, though these did.
    /// </summary>
    public int Compare(ExplainedValues other, Dictionary<string, double> greatest)
    {
        int silent = 0;
        for (int i = 0; i < _candles.Count; i++)
        {
            if (_candles[i].Count > 0 && other._candles[i].Count == 0)
                silent++;
            else
                Deviation.Note(_candles[i], other._candles[i], greatest);
        }
        return silent;
    }
}
