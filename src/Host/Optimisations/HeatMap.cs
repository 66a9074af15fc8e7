using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>How warm cells of a sensitivity map are: by their rank, as one very bad cell would make all others look alike.</summary>
internal sealed class HeatMap(IEnumerable<SensitivityCell> cells)
{
    private readonly double[] _means = [.. cells.Where(c => c.Trials > 0).Select(c => c.Mean).Order()];

    /// <summary>From 0 for the worst to 1 for the best, equal ones alike; 0.5 where there is only one, null without a trial.</summary>
    public double? WarmthOf(SensitivityCell cell)
    {
        if (cell.Trials == 0)
            return null;
        int below = _means.Count(m => m < cell.Mean), above = _means.Count(m => m > cell.Mean);
        return _means.Length < 2 ? 0.5 : 0.5 + (below - above) / (2.0 * (_means.Length - 1));
    }

    /// <summary>Two parameters as text: the first one's bins down, the second one's across, a digit from 0, worst, to 9, best, a dot without a trial.</summary>
    public static IEnumerable<string> Lines(PairEffect pair)
    {
        HeatMap map = new(pair.Cells.SelectMany(row => row));
        int left = pair.Rows.Labels.Max(l => l.Length), column = pair.Columns.Labels.Max(l => l.Length) + 1;
        yield return new string(' ', left) + string.Concat(pair.Columns.Labels.Select(l => l.PadLeft(column)));
        for (int row = 0; row < pair.Rows.Count; row++)
            yield return pair.Rows.Labels[row].PadLeft(left) + string.Concat(pair.Cells[row].Select(c => map.Digit(c).PadLeft(column)));
    }

    private string Digit(SensitivityCell cell) => WarmthOf(cell) is { } warmth ? $"{(int)Math.Round(9 * warmth)}" : ".";
}
