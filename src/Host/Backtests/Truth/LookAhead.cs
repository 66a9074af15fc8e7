using CoinPilot.Actors.Backtest;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>
/// Looks for decisions that rest on what had not happened yet: runs a strategy alone over all the data, then for each of its orders over data that ends with
/// that decision, and holds every order up to there against the first run. A second run over all the data comes first: a strategy that keeps
/// what it saw for the next run gives itself away there.
/// </summary>
/// <param name="decide">Runs a backtest.</param>
/// <param name="most">How many orders of a strategy are checked, evenly over all of them.</param>
internal sealed class LookAhead(DecideOver decide, int most)
{
    /// <summary><paramref name="series"/> are in memory. <paramref name="onProgress"/> is told the share done, on any thread.</summary>
    public async Task<LookAheadStrategy> CheckAsync(
        StrategyChoice choice, IReadOnlyList<CandleSeries> series, BacktestOptions options, Action<double> onProgress, CancellationToken cancellation)
    {
        CandleSeries[] own = [.. series.Where(s => choice.RunsOn(s.Symbol))];
        BacktestOptions alone = options with { Strategies = [choice] };
        DecisionList whole = await decide(own, alone, cancellation);
        DecisionList again = await decide(own, alone, cancellation);
        LookAheadStrategy found = new(choice.Name, [.. own.Select(s => s.Symbol.Code)], whole.Orders.Count, 0, 0, null, []);
        if (whole.FirstDifference(again, Math.Max(whole.Orders.Count, again.Orders.Count)) is { } at)
            return found with { Differing = 1, First = new LookAheadDifference(at + 1, "in a second run over the same data", whole.Describe(at), again.Describe(at)) };
        if (whole.Failure != again.Failure || whole.Failure is not null)
            return found with { Differing = 1, First = new LookAheadDifference(whole.Orders.Count + 1, "which was never decided", whole.Describe(whole.Orders.Count), again.Describe(again.Orders.Count)) };
        return await CheckSignalsAsync(found, choice, whole, own, alone, onProgress, cancellation);
    }

    private async Task<LookAheadStrategy> CheckSignalsAsync(
        LookAheadStrategy found, StrategyChoice choice, DecisionList whole, CandleSeries[] series, BacktestOptions options,
        Action<double> onProgress, CancellationToken cancellation)
    {
        int[] signals = Sample(whole.Orders.Count);
        LookAheadDifference?[] differences = new LookAheadDifference?[signals.Length];
        bool insideMinutes = DecidesInsideMinutes(choice);
        int done = 0;
        await Parallel.ForAsync(0, signals.Length, cancellation, async (i, stop) =>
        {
            differences[i] = await CheckAsync(whole, signals[i], series, options, insideMinutes, stop);
            onProgress((double)Interlocked.Increment(ref done) / signals.Length);
        });
        return found with { Checked = signals.Length, Differing = differences.Count(d => d is not null), First = differences.FirstOrDefault(d => d is not null) };
    }

    private async Task<LookAheadDifference?> CheckAsync(
        DecisionList whole, int signal, CandleSeries[] series, BacktestOptions options, bool insideMinutes, CancellationToken cancellation)
    {
        Timestamp time = whole.Orders[signal].At;
        DecisionList cut = await decide(CutSeries.UpTo(series, time), options, cancellation);
        int? different = whole.FirstDifference(cut, signal + 1);
        // What follows from a trade or a fill inside the minute needs that minute's own trades.
        if (different is not null && insideMinutes)
        {
            cut = await decide(CutSeries.Through(series, time), options, cancellation);
            different = whole.FirstDifference(cut, signal + 1);
        }
        return different is { } at ? new LookAheadDifference(at + 1, $"with the data cut at {time}", whole.Describe(at), cut.Describe(at)) : null;
    }

    // The first and the last among them, where there is room for two.
    private int[] Sample(int count)
    {
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        return most == 1 ? [count - 1] : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];
    }

    private static bool DecidesInsideMinutes(StrategyChoice choice)
    {
        Strategy strategy = choice.Create();
        return strategy.WantsTicks || strategy.TimerPeriod is not null
            || new[] { nameof(Strategy.OnFill), nameof(Strategy.OnChange) }.Any(name => strategy.GetType().GetMethod(name)!.DeclaringType != typeof(Strategy));
    }
}
