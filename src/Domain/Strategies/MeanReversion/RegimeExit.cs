using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>The exits in the order in which they are tried.</summary>
internal enum ExitRule : byte { None = 0, StopLoss = 1, TrailingStop = 2, TakeProfit = 3, Strength = 4, TimeLimit = 5 }

/// <summary>The price at which an exit is tried, when, and the newest closed bar's slow RSI, null while it is not known.</summary>
internal readonly record struct ExitMoment(Price Price, Timestamp Time, double? Rsi14);

/// <summary>The exit table. A level that is touched counts as reached.</summary>
internal static class RegimeExit
{
    private const int Whole = 10_000;

    /// <summary>The exits that act on every price.</summary>
    public static ExitRule OnPrice(Price price, in HeldPosition held, RegimeRules rules) =>
        IsAtMost(price, held.Cost, -held.StopBps) ? ExitRule.StopLoss
        : IsAtLeast(held.Best, held.Cost, rules.TrailFromBps) && IsAtMost(price, held.Best, -rules.TrailBps) ? ExitRule.TrailingStop
        : ExitRule.None;

    /// <summary>All exits, on a closed candle.</summary>
    public static ExitRule OnClose(in ExitMoment now, in HeldPosition held, RegimeRules rules)
    {
        if (OnPrice(now.Price, held, rules) is var stop and not ExitRule.None)
            return stop;
        if (IsAtLeast(now.Price, held.Cost, rules.TargetBps))
            return ExitRule.TakeProfit;
        if (now.Rsi14 > rules.Rsi14Exit && IsAtLeast(now.Price, held.Cost, rules.Rsi14ExitBps))
            return ExitRule.Strength;
        return now.Time - held.OpenedAt >= TimeSpan.FromHours(rules.Hours) ? ExitRule.TimeLimit : ExitRule.None;
    }

    /// <summary>What an exit rests on, for people.</summary>
    public static IEnumerable<Condition> Conditions(ExitRule rule, ExitMoment now, HeldPosition held, RegimeRules rules)
    {
        double price = now.Price.ToDouble(), cost = held.Cost.ToDouble(), best = held.Best.ToDouble();
        return rule switch
        {
            ExitRule.StopLoss => [Condition.AtMost("price at the stop loss", price, Level(cost, -held.StopBps))],
            ExitRule.TrailingStop =>
            [
                Condition.AtLeast("best price", best, Level(cost, rules.TrailFromBps)),
                Condition.AtMost("price at the trailing stop", price, Level(best, -rules.TrailBps)),
            ],
            ExitRule.TakeProfit => [Condition.AtLeast("price at the target", price, Level(cost, rules.TargetBps))],
            ExitRule.Strength =>
            [
                Condition.Above("rsi14", now.Rsi14 ?? 0, rules.Rsi14Exit),
                Condition.AtLeast("price", price, Level(cost, rules.Rsi14ExitBps)),
            ],
            ExitRule.TimeLimit => [Condition.AtLeast("hours open", (now.Time - held.OpenedAt).TotalHours, rules.Hours)],
            _ => [],
        };
    }

    private static double Level(double price, int bps) => price * (Whole + bps) / Whole;

    private static bool IsAtMost(Price price, Price other, int bps) => (Int128)price.Units * Whole <= (Int128)other.Units * (Whole + bps);

    private static bool IsAtLeast(Price price, Price other, int bps) => (Int128)price.Units * Whole >= (Int128)other.Units * (Whole + bps);
}
