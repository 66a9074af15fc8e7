using System.Numerics;

namespace CoinPilot.Indicators;

/// <summary>
/// CRSI = (RSI(x, a) + RSI(streak, b) + rank) / 3, from 0 to 100. Streak: bars in a row up (positive) or down (negative), 0 where unchanged.
/// Rank: the percentage of the last c one-bar changes, in percent, that are below this one. O(c) an update, in steps of a vector.
/// Takes values above 0. Source: Connors and Alvarez, "An Introduction to ConnorsRSI" (2012).
/// </summary>
public sealed class ConnorsRsi(int rsiLength, int streakLength, int rankLength) : IValueIndicator<double>
{
    private readonly double[] _changes = new double[Input.Length(rankLength)];
    private WilderStrength _price = new(Input.Length(rsiLength));
    private WilderStrength _streakStrength = new(Input.Length(streakLength));
    private double _last;
    private double _streak;
    private double _rank;
    private int _at;
    private int _missing = rankLength + 2;

    public int WarmUpBars => Math.Max(rankLength + 2, Math.Max(rsiLength, streakLength) + 1);

    public void Update(double value)
    {
        Input.VerifyPositive(value);
        double last = _last;
        _last = value;
        if (_missing > 0)
            _missing--;
        if (last != 0)
        {
            _streak = value == last ? 0 : value > last ? Math.Max(_streak, 0) + 1 : Math.Min(_streak, 0) - 1;
            Rank((value - last) / last);
        }
        _price.Add(value);
        _streakStrength.Add(_streak);
    }

    public bool TryGet(out double value)
    {
        bool ready = _price.TryGet(out double price) & _streakStrength.TryGet(out double streak);
        value = (price + streak + _rank) / 3;
        return ready && _missing == 0;
    }

    private void Rank(double change)
    {
        _rank = 100.0 * CountBelow(change) / _changes.Length;
        _changes[_at] = change;
        if (++_at == _changes.Length)
            _at = 0;
    }

    // Lanes of a comparison are -1 where it holds.
    private long CountBelow(double change)
    {
        ReadOnlySpan<double> rest = _changes;
        Vector<double> limit = new(change);
        Vector<long> below = Vector<long>.Zero;
        for (; rest.Length >= Vector<double>.Count; rest = rest[Vector<double>.Count..])
            below -= Vector.LessThan(new Vector<double>(rest), limit);
        long count = Vector.Sum(below);
        foreach (double other in rest)
            count += other < change ? 1 : 0;
        return count;
    }
}
