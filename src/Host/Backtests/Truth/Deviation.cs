using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>How far figures of the same decision lie apart.</summary>
internal static class Deviation
{
    /// <summary>The difference as a share of the greater of the two; 0 where both are the same, undefined included, 1 where only one is defined.</summary>
    public static double Of(double a, double b)
    {
        if (a.Equals(b))
            return 0;
        return double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b)) : 1;
    }

    /// <summary>Keeps the greatest deviation of each condition's value, and of what it is held against, by name.</summary>
    public static void Note(ValueList<Condition> whole, ValueList<Condition> other, Dictionary<string, double> greatest)
    {
        for (int i = 0; i < Math.Min(whole.Count, other.Count); i++)
        {
            if (whole[i].Name != other[i].Name)
                return;
            Keep(whole[i].Name, Of(whole[i].Value, other[i].Value), greatest);
            Keep($"{whole[i].Name}: against", Of(whole[i].Threshold, other[i].Threshold), greatest);
        }
    }

    private static void Keep(string name, double deviation, Dictionary<string, double> greatest) =>
        greatest[name] = Math.Max(deviation, greatest.GetValueOrDefault(name));
}
