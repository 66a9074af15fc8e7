namespace CoinPilot.Optimisation;

/// <summary>The objective by one parameter.</summary>
/// <param name="Cells">One for each bin.</param>
/// <param name="Share">
/// The share of the objective's variance that lies between the bins, 0 to 1, less what chance alone puts there (epsilon squared; Kelley, An unbiased correlation
/// ratio measure, 1935); NaN where nothing varies or no bin has more than one trial.
/// </param>
public sealed record ParameterEffect(ParameterBins Bins, IReadOnlyList<SensitivityCell> Cells, double Share)
{
    internal static ParameterEffect Of(ParameterBins bins, int dimension, IReadOnlyList<Trial> trials)
    {
        ILookup<int, double> byBin = trials.ToLookup(t => bins.BinOf(t.Combination[dimension]), t => t.Score!.Value.Objective);
        SensitivityCell[] cells = [.. Enumerable.Range(0, bins.Count).Select(bin => SensitivityCell.Of([.. byBin[bin]]))];
        double mean = trials.Count == 0 ? double.NaN : trials.Average(t => t.Score!.Value.Objective);
        double total = trials.Sum(t => Square(t.Score!.Value.Objective - mean));
        double between = cells.Where(c => c.Trials > 0).Sum(c => c.Trials * Square(c.Mean - mean));
        int groups = cells.Count(c => c.Trials > 0);
        double chance = (groups - 1) * (total - between) / (trials.Count - groups);
        return new ParameterEffect(bins, cells, total > 0 && trials.Count > groups ? Math.Max(0, (between - chance) / total) : double.NaN);
    }

    private static double Square(double x) => x * x;
}
