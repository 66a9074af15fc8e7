using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class TickTableTests
{
    // Upbit's published table since 2025-07-31: bound, step from there, step just below.
    [Theory]
    [InlineData("2000000", "1000", "1000")]
    [InlineData("1000000", "1000", "500")]
    [InlineData("500000", "500", "100")]
    [InlineData("100000", "100", "50")]
    [InlineData("50000", "50", "10")]
    [InlineData("10000", "10", "5")]
    [InlineData("5000", "5", "1")]
    [InlineData("1000", "1", "1")]
    [InlineData("100", "1", "0.1")]
    [InlineData("10", "0.1", "0.01")]
    [InlineData("1", "0.01", "0.001")]
    [InlineData("0.1", "0.001", "0.0001")]
    [InlineData("0.01", "0.0001", "0.00001")]
    [InlineData("0.001", "0.00001", "0.000001")]
    [InlineData("0.0001", "0.000001", "0.0000001")]
    [InlineData("0.00001", "0.0000001", "0.00000001")]
    public void StepAt_EachBound_ChangesExactlyThere(string bound, string stepFrom, string stepBelow)
    {
        Price at = PriceOf(bound), from = PriceOf(stepFrom), below = PriceOf(stepBelow);
        Price lastBelow = new(at.Units - below.Units);

        Assert.Equal(from, TickTable.StepAt(at));
        Assert.Equal(below, TickTable.StepAt(new Price(at.Units - 1)));
        Assert.True(TickTable.IsOnTick(at));
        Assert.True(TickTable.IsOnTick(lastBelow));
        Assert.True(TickTable.IsOnTick(new Price(at.Units + from.Units)));
        Assert.False(TickTable.IsOnTick(new Price(at.Units + 1)) && from.Units > 1);
        Assert.Equal(at, TickTable.CeilingToTick(new Price(lastBelow.Units + 1)));
        Assert.Equal(lastBelow, TickTable.FloorToTick(new Price(at.Units - 1)));
    }

    [Theory]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("0.00000999", "0.00000001")]
    [InlineData("10000000000", "1000")]
    [InlineData("165390000", "1000")]
    [InlineData("4999", "1")]
    public void StepAt_InsideABracket_IsItsStep(string price, string step)
    {
        Assert.Equal(PriceOf(step), TickTable.StepAt(PriceOf(price)));
        Assert.True(TickTable.IsOnTick(PriceOf(price)));
    }

    [Theory]
    [InlineData("1000500")]
    [InlineData("500100")]
    [InlineData("7501")]
    [InlineData("100.5")]
    [InlineData("10.05")]
    [InlineData("0.00001001")]
    public void IsOnTick_BetweenSteps_IsFalse(string price) => Assert.False(TickTable.IsOnTick(PriceOf(price)));

    [Fact]
    public void IsOnTick_NoPrice_IsFalse() => Assert.False(TickTable.IsOnTick(Price.None));

    [Fact]
    public void FloorAndCeiling_AnyPrice_AreTheNearestAllowedOnes() => Property.Holds(50_000, random =>
    {
        Price price = new((long)Int128.Max(1, random.NextInt128(60)));

        Price floor = TickTable.FloorToTick(price), ceiling = TickTable.CeilingToTick(price);

        Assert.True(TickTable.IsOnTick(floor) && TickTable.IsOnTick(ceiling));
        Assert.True(floor <= price && price <= ceiling);
        Assert.Equal(TickTable.IsOnTick(price) ? 0 : TickTable.StepAt(floor).Units, ceiling.Units - floor.Units);
        Assert.Equal(floor, TickTable.FloorToTick(floor));
        Assert.Equal(ceiling, TickTable.CeilingToTick(ceiling));
    });

    private static Price PriceOf(string text) => Price.Of(decimal.Parse(text));
}
