namespace CoinPilot.Optimisation;

/// <summary>The trials of one bin, or of two bins' crossing.</summary>
/// <param name="Mean">Of their objectives; NaN where there is no trial.</param>
/// <param name="Best">The highest; NaN where there is no trial.</param>
public readonly record struct SensitivityCell(int Trials, double Mean, double Best)
{
    internal static SensitivityCell Of(IReadOnlyCollection<double> objectives) => objectives.Count == 0
        ? new SensitivityCell(0, double.NaN, double.NaN)
        : new SensitivityCell(objectives.Count, objectives.Average(), objectives.Max());
}
