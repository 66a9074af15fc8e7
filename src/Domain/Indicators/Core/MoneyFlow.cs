using System.Runtime.CompilerServices;

namespace CoinPilot.Indicators;

/// <summary>Chaikin's money flow volume of a bar = volume x ((close - low) - (high - close)) / (high - low); 0 for a bar of one price.</summary>
internal static class MoneyFlow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(in Bar bar)
    {
        double range = bar.High - bar.Low;
        return range > 0 ? bar.Volume * (bar.Close - bar.Low - (bar.High - bar.Close)) / range : 0;
    }
}
