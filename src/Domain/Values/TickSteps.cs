namespace CoinPilot.Values;

/// <summary>
/// A table of price steps of Upbit's KRW markets as it stood for a while. An order's own price decides its bracket, lower bound included.
/// </summary>
public sealed class TickSteps
{
    private readonly (long From, long Step)[] _brackets;

    private TickSteps((decimal From, decimal Step)[] brackets) =>
        _brackets = [.. brackets.Select(b => ((long)Fixed.FromDecimal(b.From), (long)Fixed.FromDecimal(b.Step)))];

    /// <summary>In force since 2025-07-31.</summary>
    public static TickSteps Since20250731 { get; } = new(
    [
        (1_000_000m, 1_000m), (500_000m, 500m), (100_000m, 100m), (50_000m, 50m), (10_000m, 10m), (5_000m, 5m),
        (100m, 1m), (10m, 0.1m), (1m, 0.01m), (0.1m, 0.001m), (0.01m, 0.0001m), (0.001m, 0.00001m),
        (0.0001m, 0.000001m), (0.00001m, 0.0000001m), (0m, 0.00000001m),
    ]);

    /// <summary>In force from 2024-01-29 to 2025-07-30, some markets apart.</summary>
    public static TickSteps Since20240129 { get; } = new(
    [
        (2_000_000m, 1_000m), (1_000_000m, 500m), (500_000m, 100m), (100_000m, 50m), (10_000m, 10m), (1_000m, 1m), (100m, 0.1m),
        (10m, 0.01m), (1m, 0.001m), (0.1m, 0.0001m), (0.01m, 0.00001m), (0.001m, 0.000001m), (0.0001m, 0.0000001m), (0m, 0.00000001m),
    ]);

    /// <summary>Before 2024-01-29: coarser below 10,000 KRW.</summary>
    public static TickSteps Before20240129 { get; } = new(
    [
        (2_000_000m, 1_000m), (1_000_000m, 500m), (500_000m, 100m), (100_000m, 50m), (10_000m, 10m), (1_000m, 5m), (100m, 1m), (10m, 0.1m),
        (1m, 0.01m), (0.1m, 0.001m), (0.01m, 0.0001m), (0.001m, 0.00001m), (0.0001m, 0.000001m), (0.00001m, 0.0000001m), (0m, 0.00000001m),
    ]);

    /// <summary>One step at every price, as other venues have it for each of their markets.</summary>
    public static TickSteps Of(Price step) => new([(0m, step.ToDecimal())]);

    /// <summary>The step for orders at <paramref name="price"/>.</summary>
    public Price StepAt(Price price) => new(StepUnits(price.Units));

    /// <summary>True when an order may carry this price.</summary>
    public bool IsOnTick(Price price) => price.IsSet && price.Units % StepUnits(price.Units) == 0;

    /// <summary>The nearest allowed price at or below.</summary>
    public Price FloorToTick(Price price) => new(price.Units - price.Units % StepUnits(price.Units));

    /// <summary>The nearest allowed price at or above.</summary>
    public Price CeilingToTick(Price price)
    {
        Price floor = FloorToTick(price);
        return floor == price ? price : new Price(floor.Units + StepUnits(floor.Units));
    }

    /// <summary>This table with another step in the bracket that begins at <paramref name="from"/>; throws <see cref="ArgumentException"/> when none does.</summary>
    public TickSteps With(decimal from, decimal step)
    {
        long start = (long)Fixed.FromDecimal(from);
        if (_brackets.All(b => b.From != start))
            throw new ArgumentException($"no bracket begins at {from}", nameof(from));
        return new TickSteps([.. _brackets.Select(b => (Fixed.ToDecimal(b.From), b.From == start ? step : Fixed.ToDecimal(b.Step)))]);
    }

    private long StepUnits(long price)
    {
        foreach ((long from, long step) in _brackets)
        {
            if (price >= from)
                return step;
        }
        return 1;
    }
}
