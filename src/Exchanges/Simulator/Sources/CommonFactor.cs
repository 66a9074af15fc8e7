using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What moves all made-up markets together: a minute's return of mean 0 and variance about 1, calm and hot by turns.</summary>
internal sealed class CommonFactor(ulong seed)
{
    private readonly SeededRandom _random = new(seed);
    private double _heat = 1;

    /// <summary>The next minute's.</summary>
    public double Next()
    {
        double shock = _random.NextGaussian();
        double moved = Math.Sqrt(_heat) * shock;
        // A GARCH(1, 1): the variance follows its own past and the last surprise.
        _heat = Math.Min(6, 0.04 + 0.90 * _heat + 0.06 * moved * moved);
        return moved;
    }
}
