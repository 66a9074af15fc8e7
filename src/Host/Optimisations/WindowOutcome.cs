using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>What came of a window: the choice on its training, and what the choice did on its test.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Train">One range or two.</param>
/// <param name="Best">The trial that was chosen; null where none kept the constraints, and nothing was traded in the test.</param>
/// <param name="InSample">The choice's metrics on the training, by name; undefined ones are null.</param>
/// <param name="OutOfSample">On the test.</param>
/// <param name="Efficiency">Return a day on the test over that on the training; null where the training brought none.</param>
/// <param name="BacktestOverfitting">Of the training's trials; null where it cannot be said.</param>
/// <param name="CutOff">Positions that were open at the test's end and count as sold there.</param>
internal sealed record WindowOutcome(
    int Number, IReadOnlyList<WindowRange> Train, WindowRange Test, int Trials, int Refused, int? Best, IReadOnlyDictionary<string, string> Parameters,
    double? InSampleObjective, double? OutOfSampleObjective, IReadOnlyDictionary<string, double?> InSample, IReadOnlyDictionary<string, double?> OutOfSample,
    double? Efficiency, double? BacktestOverfitting, int CutOff, string? ResultHash, string TestHash)
{
    /// <summary>Days of training, without what was cut out.</summary>
    public double TrainDays => Train.Sum(t => t.Days);
}

/// <summary>From, inclusive, to, exclusive, UTC.</summary>
internal sealed record WindowRange(string From, string To, double Days)
{
    public static WindowRange Of(TimeRange range) => new(range.From.ToString(), range.To.ToString(), (range.To - range.From).TotalDays);
}
