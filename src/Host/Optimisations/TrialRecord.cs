namespace CoinPilot.App.Optimisations;

/// <summary>A trial that has finished, as it is kept.</summary>
/// <param name="Parameters">Each varied one by <c>strategy.key</c>, as strategies read it.</param>
/// <param name="ResultHash">Of the backtest; null where it has no result.</param>
/// <param name="Failure">Why it has no result; null where it has one.</param>
/// <param name="Metrics">By their stable names; NaN where undefined.</param>
/// <param name="DailyReturns">Of each UTC day.</param>
/// <param name="Seconds">That the backtest took.</param>
internal sealed record TrialRecord(
    int Number, IReadOnlyDictionary<string, string> Parameters, double Objective, double Violation, string? ResultHash, string? Failure,
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<double> DailyReturns, double Seconds)
{
    /// <summary>The parameters in one line: <c>ma-cross.fast=5 ma-cross.slow=40</c>.</summary>
    public string Describe() => string.Join(' ', Parameters.Select(p => $"{p.Key}={p.Value}"));
}
