using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>Sums of squares and products of distances from the means of two series, merged without cancellation as in <see cref="MomentsFold"/>.</summary>
internal readonly record struct PairFold(double Count, double MeanX, double MeanY, double SquaresX, double SquaresY, double Products)
    : IFold<PairFold, (double X, double Y)>
{
    public static PairFold Of((double X, double Y) value) => new(1, value.X, value.Y, 0, 0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairFold Merge(in PairFold older, in PairFold newer)
    {
        double count = older.Count + newer.Count;
        double share = newer.Count / count, weight = older.Count * share;
        double x = newer.MeanX - older.MeanX, y = newer.MeanY - older.MeanY;
        return new PairFold(
            count, older.MeanX + x * share, older.MeanY + y * share,
            older.SquaresX + newer.SquaresX + x * x * weight,
            older.SquaresY + newer.SquaresY + y * y * weight,
            older.Products + newer.Products + x * y * weight);
    }
}
