using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>Up and down from 0 to 100; oscillator = up - down.</summary>
public readonly record struct AroonLines(double Up, double Down)
{
    public double Oscillator => Up - Down;
}

/// <summary>
/// Aroon(n): up = 100 (n - bars since the highest high) / n over the last n + 1 bars, down likewise of the lowest low; of equal extremes the latest.
/// Source: Tushar Chande, Stocks and Commodities, September 1995.
/// </summary>
public sealed class Aroon(int length) : IBarIndicator<AroonLines>
{
    private readonly Rolling<Extremes, Extremes> _window = new(Input.Length(length) + 1);
    private long _bars;

    public int WarmUpBars => _window.Length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _bars++;
        _window.Add(new Extremes(bar.High, bar.Low, _bars, _bars));
    }

    public bool TryGet(out AroonLines value)
    {
        Extremes extremes = _window.Value;
        value = new AroonLines(
            100.0 * (length - (_bars - extremes.HighAt)) / length, 100.0 * (length - (_bars - extremes.LowAt)) / length);
        return _window.IsFull;
    }

    private readonly record struct Extremes(double High, double Low, long HighAt, long LowAt) : IFold<Extremes, Extremes>
    {
        public static Extremes Of(Extremes value) => value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Extremes Merge(in Extremes older, in Extremes newer)
        {
            bool higher = newer.High >= older.High, lower = newer.Low <= older.Low;
            return new Extremes(
                higher ? newer.High : older.High, lower ? newer.Low : older.Low,
                higher ? newer.HighAt : older.HighAt, lower ? newer.LowAt : older.LowAt);
        }
    }
}
