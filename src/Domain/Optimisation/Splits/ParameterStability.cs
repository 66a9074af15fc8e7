namespace CoinPilot.Optimisation;

/// <summary>How much the choice of a parameter moved from window to window.</summary>
/// <param name="Chosen">The values in the order of the windows.</param>
/// <param name="Stability">
/// 1 where every window chose the same, 0 where each moved as far as it could: 1 less the mean move between neighbouring windows as a share of the range;
/// of choices, the share of windows that kept the one before. NaN for fewer than two windows.
/// </param>
public sealed record ParameterStability(Dimension Dimension, IReadOnlyList<decimal> Chosen, double Stability)
{
    /// <summary>Of the indexes chosen, in the order of the windows.</summary>
    public static ParameterStability Of(Dimension dimension, IReadOnlyList<int> indexes)
    {
        double range = Math.Max(1, dimension.Count - 1);
        double[] moves = [.. indexes.Zip(indexes.Skip(1), (a, b) => dimension.IsOrdered ? Math.Abs(a - b) / range : a == b ? 0 : 1)];
        return new ParameterStability(dimension, [.. indexes.Select(i => dimension[i])], moves.Length == 0 ? double.NaN : 1 - moves.Average());
    }
}
