using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class TickStepsTests
{
    /// <summary>The venue's published tables; columns: since 2025-07-31, since 2024-01-29, before.</summary>
    [Theory]
    [InlineData(2_000_000, 1_000, 1_000, 1_000)]
    [InlineData(1_000_000, 1_000, 500, 500)]
    [InlineData(500_000, 500, 100, 100)]
    [InlineData(100_000, 100, 50, 50)]
    [InlineData(50_000, 50, 10, 10)]
    [InlineData(10_000, 10, 10, 10)]
    [InlineData(5_000, 5, 1, 5)]
    [InlineData(1_000, 1, 1, 5)]
    [InlineData(999, 1, 0.1, 1)]
    [InlineData(100, 1, 0.1, 1)]
    [InlineData(10, 0.1, 0.01, 0.1)]
    [InlineData(1, 0.01, 0.001, 0.01)]
    [InlineData(0.1, 0.001, 0.0001, 0.001)]
    [InlineData(0.0001, 0.000001, 0.0000001, 0.000001)]
    [InlineData(0.000001, 0.00000001, 0.00000001, 0.00000001)]
    public void StepAt_LowerBoundOfABracket_IsThatOfTheTableInForce(double price, double now, double since2024, double before)
    {
        Price at = Price.Of((decimal)price);

        Assert.Equal(Price.Of((decimal)now), TickSteps.Since20250731.StepAt(at));
        Assert.Equal(Price.Of((decimal)since2024), TickSteps.Since20240129.StepAt(at));
        Assert.Equal(Price.Of((decimal)before), TickSteps.Before20240129.StepAt(at));
    }

    [Fact]
    public void With_ABracket_ChangesItAlone()
    {
        TickSteps steps = TickSteps.Since20240129.With(100, 1);

        Assert.Equal((Price.Of(1), Price.Of(0.01m), Price.Of(1)), (steps.StepAt(Price.Of(150)), steps.StepAt(Price.Of(99)), steps.StepAt(Price.Of(1_000))));
        Assert.Throws<ArgumentException>(() => steps.With(101, 1));
    }
}
