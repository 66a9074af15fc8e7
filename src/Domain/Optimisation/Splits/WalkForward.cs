using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// Windows that move through time: parameters are chosen on a stretch of history and tried on what follows it. Source: Pardo, The Evaluation and Optimization
/// of Trading Strategies (2nd edition, 2008), chapter 11.
/// </summary>
public static class WalkForward
{
    /// <summary>
    /// Every window whose test ends within <paramref name="all"/>, in order. Training ends where its test begins; anchored training begins with
    /// <paramref name="all"/>, rolling training is always <paramref name="train"/> long. Throws <see cref="OptimisationException"/> for lengths that
    /// are none, a step shorter than the test, with which tests would overlap, and where not one window fits.
    /// </summary>
    public static IReadOnlyList<TimeSplit> Windows(TimeRange all, TimeSpan train, TimeSpan test, TimeSpan step, bool isAnchored)
    {
        if (train <= TimeSpan.Zero || test <= TimeSpan.Zero)
            throw new OptimisationException("training and test must be longer than nothing");
        if (step < test)
            throw new OptimisationException($"a step of {step} is shorter than a test of {test}: tests would overlap");
        List<TimeSplit> windows = [];
        for (Timestamp at = all.From + train; at + test <= all.To; at += step)
            windows.Add(new TimeSplit(ValueList<TimeRange>.Of([new TimeRange(isAnchored ? all.From : at - train, at)]), new TimeRange(at, at + test)));
        return windows.Count > 0 ? windows
            : throw new OptimisationException($"{all.From} to {all.To} is shorter than a training of {train} and a test of {test}");
    }
}
