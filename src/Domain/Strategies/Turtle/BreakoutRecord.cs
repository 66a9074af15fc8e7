using CoinPilot.Indicators;

namespace CoinPilot.Strategies;

/// <summary>
/// How the last breakout went or would have gone, whether it was traded or not: one unit, bought at the break, sold at its stop or at the low of
/// the exit's bars. It is judged on closed one-minute candles, so that history gives it back.
/// </summary>
/// <param name="IsOpen">True while the breakout is neither stopped nor left.</param>
/// <param name="IsSkipped">True where it follows a winner.</param>
/// <param name="HasWon">Whether the one before it, or where none is open the last, ended in profit.</param>
internal readonly record struct BreakoutRecord(bool IsOpen, bool IsSkipped, bool HasWon, double Entry, double Stop)
{
    /// <summary>True where a break of the entry's high is to be left alone now.</summary>
    public bool Skips => IsOpen ? IsSkipped : HasWon;

    public BreakoutRecord After(in Bar minute, double entryHigh, double exitLow, double stopDistance)
    {
        if (IsOpen)
            return minute.Low <= Stop || minute.Low < exitLow ? Ended(Math.Min(minute.Open, Math.Max(Stop, exitLow))) : this;
        if (minute.High <= entryHigh)
            return this;
        double entry = Math.Max(minute.Open, entryHigh);
        return new BreakoutRecord(true, HasWon, HasWon, entry, entry - stopDistance);
    }

    public void Save(StateWriter state)
    {
        state.Write("breakoutOpen", IsOpen);
        state.Write("breakoutSkipped", IsSkipped);
        state.Write("breakoutWon", HasWon);
        state.Write("breakoutEntry", Entry);
        state.Write("breakoutStop", Stop);
    }

    public static BreakoutRecord Load(StateReader state) => new(
        state.ReadBool("breakoutOpen"), state.ReadBool("breakoutSkipped"), state.ReadBool("breakoutWon"),
        state.ReadDouble("breakoutEntry"), state.ReadDouble("breakoutStop"));

    private BreakoutRecord Ended(double price) => new(false, false, price > Entry, 0, 0);
}
