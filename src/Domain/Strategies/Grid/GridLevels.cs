using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>The prices of a grid's levels.</summary>
internal static class GridLevels
{
    /// <summary>More halvings than a decimal has binary digits.</summary>
    private const int Halvings = 100;

    /// <summary>
    /// The levels, the lowest first, each on the nearest tick. Throws <see cref="StrategyConfigurationException"/> that names the parameters where two fall
    /// together, a step brings no more than its fees, or an order is too small for the venue.
    /// </summary>
    public static IReadOnlyList<Price> Of(GridRules rules, decimal lower, decimal upper)
    {
        Price[] levels = [.. Spread(rules, lower, upper).Select(Nearest)];
        for (int i = 1; i < levels.Length; i++)
        {
            if (levels[i] <= levels[i - 1])
                throw new StrategyConfigurationException(
                    $"levels ({rules.Levels}) of 'grid' from {lower:0.########} to {upper:0.########} are closer than a tick of {TickTable.StepAt(levels[i])} at {levels[i]}: "
                    + "take fewer levels, or lower and upper (or width) further apart");
        }
        VerifyFees(rules, [.. levels.Select(l => l.ToDecimal())]);
        foreach (Price level in levels)
            VerifyOrder(rules, level);
        return levels;
    }

    /// <summary>The exact levels, before they are put on ticks.</summary>
    public static IReadOnlyList<decimal> Spread(GridRules rules, decimal lower, decimal upper)
    {
        int steps = rules.Levels - 1;
        decimal[] levels = new decimal[rules.Levels];
        decimal factor = rules.IsGeometric ? Root(upper / lower, steps) : 1;
        levels[0] = lower;
        for (int i = 1; i < steps; i++)
            levels[i] = rules.IsGeometric ? levels[i - 1] * factor : lower + (upper - lower) * i / steps;
        levels[steps] = upper;
        return levels;
    }

    /// <summary>The number of levels. Throws <see cref="StrategyConfigurationException"/> for a step that brings no more than it costs to buy and to sell.</summary>
    public static int VerifyFees(GridRules rules, IReadOnlyList<decimal> levels)
    {
        decimal fee = rules.FeePercent / 100;
        for (int i = 1; i < levels.Count; i++)
        {
            if (levels[i] * (1 - fee) <= levels[i - 1] * (1 + fee))
                throw new StrategyConfigurationException(
                    $"levels ({rules.Levels}) of 'grid' are {100 * (levels[i] - levels[i - 1]) / levels[i - 1]:F4} % apart at {levels[i - 1]:0.########}, "
                    + $"and fee ({rules.FeePercent} %) is paid twice: take fewer levels, or lower and upper (or width) further apart");
        }
        return levels.Count;
    }

    private static void VerifyOrder(GridRules rules, Price level)
    {
        Money worth = Money.NotionalDown(level, Money.Of(rules.Order).QuantityDown(level));
        if (worth < GridRules.LeastOrder)
            throw new StrategyConfigurationException(
                $"order ({rules.Order}) of 'grid' buys coins for {worth} KRW at level {level}; the venue takes no order under {GridRules.LeastOrder} KRW");
    }

    private static Price Nearest(decimal price)
    {
        Price exact = Price.Of(decimal.Round(price, 8));
        Price below = TickTable.FloorToTick(exact), above = TickTable.CeilingToTick(exact);
        return exact.Units - below.Units <= above.Units - exact.Units && below.IsSet ? below : above;
    }

    // In decimals: the last bit of a power in doubles differs between machines.
    private static decimal Root(decimal value, int degree)
    {
        decimal low = 1, high = value;
        for (int i = 0; i < Halvings; i++)
        {
            decimal middle = (low + high) / 2;
            if (IsPowerAbove(middle, degree, value))
                high = middle;
            else
                low = middle;
        }
        return low;
    }

    private static bool IsPowerAbove(decimal factor, int degree, decimal value)
    {
        decimal power = 1;
        for (int i = 0; i < degree && power <= value; i++)
            power *= factor;
        return power > value;
    }
}
