using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>WMA(n) = (1 x oldest + 2 x next + ... + n x newest) / (n (n + 1) / 2) over the last n values.</summary>
public sealed class WeightedMovingAverage(int length) : IValueIndicator<double>
{
    private readonly Rolling<double, WeightedFold> _window = new(Input.Length(length));
    private readonly double _weights = length * (length + 1.0) / 2;

    public int WarmUpBars => length;

    public void Update(double value)
    {
        Input.Verify(value);
        _window.Add(value);
    }

    public bool TryGet(out double value)
    {
        value = _window.Value.Weighted / _weights;
        return _window.IsFull;
    }

    /// <summary>The sum, and the sum with each value times its place, the oldest being 1.</summary>
    private readonly struct WeightedFold(double count, double sum, double weighted) : IFold<WeightedFold, double>
    {
        public double Weighted => weighted;

        private double Count => count;

        private double Sum => sum;

        public static WeightedFold Of(double value) => new(1, value, value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static WeightedFold Merge(in WeightedFold older, in WeightedFold newer) => new(
            older.Count + newer.Count, older.Sum + newer.Sum, older.Weighted + newer.Weighted + older.Count * newer.Sum);
    }
}
