using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>What the mean reversion knows of its open position.</summary>
/// <param name="OpenedAt">Tells the position from an earlier one.</param>
/// <param name="Best">The best price since the entry.</param>
/// <param name="StopBps">The tightest stop loss of the regimes that it has seen, in hundredths of a percent.</param>
/// <param name="Regime">The newest regime that it has seen.</param>
internal readonly record struct HeldPosition(Timestamp OpenedAt, Price Cost, Price Best, int StopBps, Regime Regime)
{
    public static HeldPosition Opened(in StrategyView view, RegimeRules rules) =>
        new(view.OpenedAt, view.AverageCost, view.AverageCost, rules.StopBps, rules.Regime);

    /// <summary>The tighter stop loss of the two is kept, the rest follows the new regime.</summary>
    public HeldPosition In(RegimeRules rules) => this with { StopBps = Math.Min(StopBps, rules.StopBps), Regime = rules.Regime };

    public void Save(StateWriter state)
    {
        state.Write("openedAt", OpenedAt);
        state.Write("cost", Cost);
        state.Write("best", Best);
        state.Write("stopBps", StopBps);
        state.Write("regime", (int)Regime);
    }

    public static HeldPosition Load(StateReader state) => new(
        state.ReadTimestamp("openedAt"), state.ReadPrice("cost"), state.ReadPrice("best"), state.ReadInt("stopBps"), (Regime)state.ReadInt("regime"));
}
