namespace CoinPilot.Strategies;

/// <summary>The figures of one turtle system. Lengths count bars; distances count N, the average true range.</summary>
/// <param name="Failsafe">The breakout that is taken whatever was skipped; 0 for none.</param>
/// <param name="Skips">Whether a breakout that follows a winning one is skipped.</param>
/// <param name="UnitPercent">What a move of one N costs, in percent of reference equity.</param>
internal sealed record TurtleRules(
    int System, int Entry, int Exit, int Failsafe, bool Skips, int RangeBars, double UnitPercent, int Units, double Step, double Stop, int Minutes)
{
    public static IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("system", 1, 1, 2, IsWhole: true, "1 for the short system, 2 for the long one; to run both, list the strategy twice"),
        new("s1.entry", 20, 2, 500, IsWhole: true, "system 1: bars whose high is broken to enter"),
        new("s1.exit", 10, 1, 500, IsWhole: true, "system 1: bars whose low is broken to leave"),
        new("s1.failsafe", 55, 2, 1000, IsWhole: true, "system 1: bars whose high is broken to enter where the entry was skipped"),
        new("s1.skip", 1, 0, 1, IsWhole: true, "system 1: 1 to skip a breakout that follows a winning one, 0 to take all"),
        new("s2.entry", 55, 2, 500, IsWhole: true, "system 2: bars whose high is broken to enter"),
        new("s2.exit", 20, 1, 500, IsWhole: true, "system 2: bars whose low is broken to leave"),
        new("rangeBars", 20, 2, 500, IsWhole: true, "bars in N, the average true range (Wilder)"),
        new("unit", 1, 0.01m, 10, IsWhole: false, "percent of reference equity that a move of one N costs: the size of a unit"),
        new("units", 4, 1, 20, IsWhole: true, "units at most"),
        new("step", 0.5m, 0.05m, 10, IsWhole: false, "N between two units"),
        new("stop", 2, 0.1m, 20, IsWhole: false, "N from the last unit down to the stop of all"),
        new("minutes", 1440, 1, 1440, IsWhole: true, "minutes in a bar"),
    ];

    /// <summary>Bars until every level is known.</summary>
    public int WarmUpBars => new[] { Entry, Exit, Failsafe, RangeBars + 1 }.Max();

    /// <summary>Throws <see cref="StrategyConfigurationException"/> where lengths do not go together.</summary>
    public static TurtleRules Read(StrategySettings s)
    {
        bool isShort = s.Whole("system") == 1;
        string prefix = isShort ? "s1" : "s2";
        bool skips = isShort && s.Whole("s1.skip") == 1;
        int entry = s.Whole(prefix + ".entry"), exit = s.Whole(prefix + ".exit"), failsafe = skips ? s.Whole("s1.failsafe") : 0;
        if (exit > entry)
            throw new StrategyConfigurationException($"{prefix}.exit ({exit}) must not be above {prefix}.entry ({entry}) in 'turtle'");
        if (skips && failsafe < entry)
            throw new StrategyConfigurationException($"s1.failsafe ({failsafe}) must not be below s1.entry ({entry}) in 'turtle'");
        return new TurtleRules(
            isShort ? 1 : 2, entry, exit, failsafe, skips, s.Whole("rangeBars"), (double)s.Number("unit"), s.Whole("units"),
            (double)s.Number("step"), (double)s.Number("stop"), s.Whole("minutes"));
    }
}
