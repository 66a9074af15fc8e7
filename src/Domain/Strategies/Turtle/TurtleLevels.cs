using CoinPilot.Indicators;

namespace CoinPilot.Strategies;

/// <summary>The levels of a turtle system, of closed bars alone.</summary>
internal sealed class TurtleLevels(TurtleRules rules)
{
    private readonly DonchianChannel _entry = new(rules.Entry);
    private readonly DonchianChannel _exit = new(rules.Exit);
    private readonly DonchianChannel? _failsafe = rules.Failsafe > 0 ? new DonchianChannel(rules.Failsafe) : null;
    private readonly AverageTrueRange _range = new(rules.RangeBars);

    /// <summary>False until every level is known.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The highest high of the entry's bars.</summary>
    public double EntryHigh { get; private set; }

    /// <summary>The highest high of the failsafe's bars; infinite without one.</summary>
    public double FailsafeHigh { get; private set; } = double.PositiveInfinity;

    /// <summary>The lowest low of the exit's bars.</summary>
    public double ExitLow { get; private set; }

    /// <summary>N, the average true range.</summary>
    public double N { get; private set; }

    public void Update(in Bar bar)
    {
        _entry.Update(bar);
        _exit.Update(bar);
        _failsafe?.Update(bar);
        _range.Update(bar);
        IsReady = _entry.TryGet(out Channel entry) & _exit.TryGet(out Channel exit) & _range.TryGet(out double range);
        (EntryHigh, ExitLow, N) = (entry.Upper, exit.Lower, range);
        if (_failsafe is null)
            return;
        IsReady &= _failsafe.TryGet(out Channel failsafe);
        FailsafeHigh = failsafe.Upper;
    }

    /// <summary>Writes N, whose average goes further back than any history that is fetched.</summary>
    public void Save(StateWriter state)
    {
        bool hasRange = _range.TryGet(out double range);
        state.Write("rangeBars", hasRange ? rules.RangeBars : 0);
        state.Write("barMinutes", rules.Minutes);
        state.Write("range", hasRange ? range : 0);
        state.Write("rangeClose", hasRange ? _range.Close : 0);
    }

    /// <summary>Goes on with the saved N, where it is one of the same bars.</summary>
    public void Load(StateReader state)
    {
        if (state.ReadInt("rangeBars") != rules.RangeBars || state.ReadInt("barMinutes") != rules.Minutes)
            return;
        N = state.ReadDouble("range");
        _range.Restore(N, state.ReadDouble("rangeClose"));
    }
}
