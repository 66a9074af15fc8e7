namespace CoinPilot.Strategies;

/// <summary>The entry table: all of a regime's conditions must hold on the newest closed bar.</summary>
internal static class RegimeEntry
{
    /// <summary>The most conditions that a regime has.</summary>
    public const int Most = 10;

    /// <summary>Writes the conditions of the regime as they stand now and gives their number.</summary>
    public static int Write(in RegimeReading now, RegimeRules rules, Span<Condition> conditions)
    {
        int count = 0;
        conditions[count++] = Condition.AtMost("rsi14", now.Rsi14, rules.Rsi14Max);
        conditions[count++] = Condition.Below("rsi7 low", now.Rsi7Low, rules.Rsi7Dip);
        conditions[count++] = Condition.AtLeast("rsi7", now.Rsi7, rules.Rsi7Min);
        conditions[count++] = Condition.AtLeast("rsi7 bounce", now.Rsi7 - now.Rsi7Low, rules.BounceMin);
        double least = now.Average * rules.PriceMin / 100;
        conditions[count++] = rules.Regime == Regime.Bull ? Condition.Above("close", now.Close, least) : Condition.AtLeast("close", now.Close, least);
        conditions[count++] = Condition.AtLeast("volume", now.Volume, rules.VolumeMin);
        if (rules.SurgeMax > 0)
            conditions[count++] = Condition.Below("highest volume", now.HighestVolume, rules.SurgeMax);
        if (rules.AboveBand)
            conditions[count++] = Condition.Above("close over lower band", now.Close, now.LowerBand);
        if (rules.TouchBars > 0)
            conditions[count++] = Condition.Below("bars since the lower band was touched", now.BarsSinceTouch, rules.TouchBars);
        if (rules.HoldBars > 0)
            conditions[count++] = Condition.AtLeast("closes above the lower band", now.ClosesAbove, rules.HoldBars);
        return count;
    }

    /// <summary>True when every one holds.</summary>
    public static bool AllHold(ReadOnlySpan<Condition> conditions)
    {
        foreach (Condition condition in conditions)
        {
            if (!condition.Holds)
                return false;
        }
        return true;
    }
}
