namespace CoinPilot.Values;

/// <summary>
/// The price steps of Upbit's KRW markets since 2025-07-31. An order's own price decides its bracket, lower bound included.
/// Only orders are held to it: market data from before a change may lie between the steps.
/// </summary>
public static class TickTable
{
    private static readonly (decimal From, decimal Step)[] Brackets =
    [
        (1_000_000m, 1_000m), (500_000m, 500m), (100_000m, 100m), (50_000m, 50m), (10_000m, 10m), (5_000m, 5m),
        (100m, 1m), (10m, 0.1m), (1m, 0.01m), (0.1m, 0.001m), (0.01m, 0.0001m), (0.001m, 0.00001m),
        (0.0001m, 0.000001m), (0.00001m, 0.0000001m), (0m, 0.00000001m),
    ];

    private static readonly (long From, long Step)[] Units =
        [.. Brackets.Select(b => ((long)Fixed.FromDecimal(b.From), (long)Fixed.FromDecimal(b.Step)))];

    /// <summary>The step for orders at <paramref name="price"/>.</summary>
    public static Price StepAt(Price price) => new(StepUnits(price.Units));

    /// <summary>True when an order may carry this price.</summary>
    public static bool IsOnTick(Price price) => price.IsSet && price.Units % StepUnits(price.Units) == 0;

    /// <summary>The nearest allowed price at or below.</summary>
    public static Price FloorToTick(Price price) => new(price.Units - price.Units % StepUnits(price.Units));

    /// <summary>The nearest allowed price at or above.</summary>
    public static Price CeilingToTick(Price price)
    {
        Price floor = FloorToTick(price);
        return floor == price ? price : new Price(floor.Units + StepUnits(floor.Units));
    }

    private static long StepUnits(long price)
    {
        foreach ((long from, long step) in Units)
        {
            if (price >= from)
                return step;
        }
        return 1;
    }
}
