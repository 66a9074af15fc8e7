using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>
/// Finds out how much history a strategy needs: lets it trade from one minute on, alone, after all the history there is and after less and less of it, and
/// holds decisions and the values that explain them against each other. An average that never forgets shows in the values; where it changes what is
/// decided, it shows in the orders.
/// </summary>
/// <param name="decide">Runs a backtest.</param>
internal sealed class Recursive(DecideOver decide)
{
    /// <summary>Candles a day.</summary>
    public const int Day = 1440;

    /// <summary>How many candles a symbol's market is sent at a live start of the strategy.</summary>
    public static int DeclaredBy(StrategyChoice choice, BacktestOptions options) => History.CandlesFor([choice], options.Limits);

    /// <param name="choice">The strategy.</param>
    /// <param name="series">In memory.</param>
    /// <param name="options">With the minute from which on is traded.</param>
    /// <param name="fewerDays">How many days less of history to try.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RecursiveStrategy> CheckAsync(
        StrategyChoice choice, IReadOnlyList<CandleSeries> series, BacktestOptions options, IReadOnlyList<int> fewerDays, CancellationToken cancellation)
    {
        Timestamp from = options.TradeFrom!.Value;
        CandleSeries[] own = [.. series.Where(s => choice.RunsOn(s.Symbol))];
        BacktestOptions alone = options with { Strategies = [choice] };
        int whole = own.Max(s => CutSeries.FirstFrom(s.Candles, from)), declared = DeclaredBy(choice, options);
        DecisionList decisions = await decide(own, alone with { HistoryCandles = whole }, cancellation);
        ExplainedValues[] values = [.. own.Select(s => ExplainedValues.Of(choice, s.Candles, 0, from))];
        int[] lengths = LengthsOf(whole, declared, fewerDays);
        RecursiveRun[] runs = new RecursiveRun[lengths.Length];
        await Parallel.ForAsync(0, lengths.Length, cancellation, async (i, stop) =>
        {
            DecisionList less = await decide(own, alone with { HistoryCandles = lengths[i] }, stop);
            runs[i] = Compare(lengths[i], decisions, less, values, [.. own.Select(s => ValuesAfter(choice, s, from, lengths[i]))]);
        });
        return new RecursiveStrategy(choice.Name, [.. own.Select(s => s.Symbol.Code)], declared, whole, decisions.Orders.Count, runs);
    }

    // From short to long: a part of what is declared, that, a multiple, and all but some days.
    private static int[] LengthsOf(int whole, int declared, IReadOnlyList<int> fewerDays) =>
        [.. new[] { declared / 4, declared / 2, declared, 2 * declared }.Concat(fewerDays.Select(days => whole - days * Day))
            .Where(length => length >= 0 && length < whole).Append(declared).Distinct().Order()];

    private static ExplainedValues ValuesAfter(StrategyChoice choice, CandleSeries series, Timestamp from, int history) =>
        ExplainedValues.Of(choice, series.Candles, Math.Max(0, CutSeries.FirstFrom(series.Candles, from) - history), from);

    private static RecursiveRun Compare(int length, DecisionList whole, DecisionList less, ExplainedValues[] wholeValues, ExplainedValues[] lessValues)
    {
        Dictionary<string, double> greatest = new(StringComparer.Ordinal);
        int silent = wholeValues.Zip(lessValues, (w, l) => w.Compare(l, greatest)).Sum();
        int? different = FirstDifference(whole.Orders, less.Orders, greatest);
        return new RecursiveRun(
            length, different is null && whole.Failure == less.Failure, different is { } at ? new RecursiveDifference(at + 1, whole.Describe(at), less.Describe(at)) : null,
            silent, greatest);
    }

    // The figures may differ a little where the decision is the same.
    private static int? FirstDifference(IReadOnlyList<OrderIntended> whole, IReadOnlyList<OrderIntended> less, Dictionary<string, double> greatest)
    {
        for (int i = 0; i < Math.Max(whole.Count, less.Count); i++)
        {
            if (i >= whole.Count || i >= less.Count || whole[i] != less[i] with { Reason = whole[i].Reason, Because = whole[i].Because })
                return i;
            Deviation.Note(whole[i].Because, less[i].Because, greatest);
        }
        return null;
    }
}
