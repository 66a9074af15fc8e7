namespace CoinPilot.Optimisation;

/// <summary>The objective by two parameters.</summary>
/// <param name="Cells">One row for each bin of the first, in it one cell for each bin of the second.</param>
public sealed record PairEffect(ParameterBins Rows, ParameterBins Columns, IReadOnlyList<IReadOnlyList<SensitivityCell>> Cells)
{
    internal static PairEffect Of(ParameterBins rows, int first, ParameterBins columns, int second, IReadOnlyList<Trial> trials)
    {
        ILookup<(int, int), double> byCell = trials.ToLookup(
            t => (rows.BinOf(t.Combination[first]), columns.BinOf(t.Combination[second])), t => t.Score!.Value.Objective);
        return new PairEffect(rows, columns, [.. Enumerable.Range(0, rows.Count).Select(row =>
            (IReadOnlyList<SensitivityCell>)[.. Enumerable.Range(0, columns.Count).Select(column => SensitivityCell.Of([.. byCell[(row, column)]]))])]);
    }
}
