using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>The sum.</summary>
internal readonly struct SumFold(double sum) : IFold<SumFold, double>
{
    public double Sum => sum;

    public static SumFold Of(double value) => new(value);

    public static SumFold Merge(in SumFold older, in SumFold newer) => new(older.Sum + newer.Sum);
}

/// <summary>The highest value.</summary>
internal readonly struct HighFold(double high) : IFold<HighFold, double>
{
    public double High => high;

    public static HighFold Of(double value) => new(value);

    public static HighFold Merge(in HighFold older, in HighFold newer) => new(double.MaxNative(older.High, newer.High));
}

/// <summary>The lowest value.</summary>
internal readonly struct LowFold(double low) : IFold<LowFold, double>
{
    public double Low => low;

    public static LowFold Of(double value) => new(value);

    public static LowFold Merge(in LowFold older, in LowFold newer) => new(double.MinNative(older.Low, newer.Low));
}

/// <summary>A high and a low.</summary>
internal readonly record struct HighLow(double High, double Low);

/// <summary>The highest high and the lowest low.</summary>
internal readonly struct RangeFold(double high, double low) : IFold<RangeFold, HighLow>
{
    public double High => high;

    public double Low => low;

    public static RangeFold Of(HighLow value) => new(value.High, value.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RangeFold Merge(in RangeFold older, in RangeFold newer) =>
        new(double.MaxNative(older.High, newer.High), double.MinNative(older.Low, newer.Low));
}

/// <summary>Mean and sum of squared distances from it, merged without cancellation (Chan, Golub and LeVeque, 1979): 0 exactly where nothing moves.</summary>
internal readonly struct MomentsFold(double count, double mean, double squares) : IFold<MomentsFold, double>
{
    public double Mean => mean;

    public double Squares => squares;

    private double Count => count;

    public double PopulationDeviation => Math.Sqrt(squares / count);

    public double SampleDeviation => Math.Sqrt(squares / (count - 1));

    public static MomentsFold Of(double value) => new(1, value, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MomentsFold Merge(in MomentsFold older, in MomentsFold newer)
    {
        double count = older.Count + newer.Count;
        double share = newer.Count / count;
        double distance = newer.Mean - older.Mean;
        return new MomentsFold(
            count, older.Mean + distance * share, older.Squares + newer.Squares + distance * distance * (older.Count * share));
    }
}
