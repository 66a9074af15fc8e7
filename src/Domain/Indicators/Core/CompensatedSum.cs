using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>A sum without end that keeps what rounding cut off (Neumaier, 1974); for volumes summed over years.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        double sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }
}
