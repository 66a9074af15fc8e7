using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>The settings of a grid.</summary>
/// <param name="Lower">The lowest level; 0 together with <paramref name="Upper"/> for a range around the price at which the grid begins.</param>
/// <param name="WidthPercent">Half the width of such a range.</param>
/// <param name="Order">What one level's order spends.</param>
/// <param name="StopPercent">How far below the lowest level everything is sold.</param>
internal sealed record GridRules(
    decimal Lower, decimal Upper, decimal WidthPercent, int Levels, bool IsGeometric, decimal Order, decimal StopPercent, decimal FeePercent)
{
    /// <summary>The venue's smallest order.</summary>
    public static Money LeastOrder { get; } = VenueRules.UpbitKrw.MinimumTotal;

    public static IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("lower", 0, 0, 10_000_000_000m, IsWhole: false, "KRW, the lowest level; 0 with upper 0 for width percent around the price at which the grid begins"),
        new("upper", 0, 0, 10_000_000_000m, IsWhole: false, "KRW, the highest level"),
        new("width", 10, 0.1m, 90, IsWhole: false, "percent from the price at which the grid begins to its lowest and highest level, without lower and upper"),
        new("levels", 10, 2, 100, IsWhole: true, "levels, both ends counted"),
        new("geometric", 0, 0, 1, IsWhole: true, "1 for levels that are the same percentage apart, 0 for the same amount"),
        new("order", 50_000, 5_000, 1_000_000_000m, IsWhole: false, "KRW that an order of a level spends"),
        new("stop", 5, 0.01m, 99, IsWhole: false, "percent below the lowest level at which everything is sold and the grid ends"),
        new("fee", 0.05m, 0, 10, IsWhole: false, "percent that the venue takes of every trade; a step must bring more than two"),
    ];

    public bool HasRange => Upper > 0;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> for a range that is none, and where a step would bring less than the fees take.</summary>
    public static GridRules Read(StrategySettings s)
    {
        GridRules rules = new(
            s.Number("lower"), s.Number("upper"), s.Number("width"), s.Whole("levels"), s.Whole("geometric") == 1, s.Number("order"), s.Number("stop"), s.Number("fee"));
        if (rules.Lower > 0 != rules.Upper > 0 || (rules.HasRange && rules.Lower >= rules.Upper))
            throw new StrategyConfigurationException($"lower ({rules.Lower}) must be above 0 and below upper ({rules.Upper}) in 'grid', or both 0");
        if (rules.Upper > 1000 * rules.Lower)
            throw new StrategyConfigurationException($"upper ({rules.Upper}) must be at most 1000 times lower ({rules.Lower}) in 'grid'");
        _ = rules.HasRange ? GridLevels.Of(rules, rules.Lower, rules.Upper).Count : GridLevels.VerifyFees(rules, GridLevels.Spread(rules, rules.Below(1), rules.Above(1)));
        return rules;
    }

    /// <summary>The levels of a grid that begins at <paramref name="price"/>.</summary>
    public IReadOnlyList<Price> LevelsAt(Price price) =>
        HasRange ? GridLevels.Of(this, Lower, Upper) : GridLevels.Of(this, Below(price.ToDecimal()), Above(price.ToDecimal()));

    private decimal Below(decimal price) => price * (100 - WidthPercent) / 100;

    private decimal Above(decimal price) => price * (100 + WidthPercent) / 100;
}
