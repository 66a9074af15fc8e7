using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>Where a grid's levels are, and which settings make none.</summary>
public sealed class GridRulesTests
{
    [Fact]
    public void Levels_OfAnArithmeticGrid_AreTheSameAmountApart() =>
        Assert.Equal("1000 1250 1500 1750 2000", Levels(("lower", "1000"), ("upper", "2000"), ("levels", "5")));

    [Fact]
    public void Levels_OfAGeometricGrid_AreTheSameFactorApart() =>
        Assert.Equal("1000 2000 4000 8000", Levels(("lower", "1000"), ("upper", "8000"), ("levels", "4"), ("geometric", "1")));

    // By hand: 1000 x 2^(1/4) = 1189.207..., 1414.213..., 1681.792...; the tick is 1.
    [Fact]
    public void Levels_BetweenTicks_AreOnTheNearest() =>
        Assert.Equal("1000 1189 1414 1682 2000", Levels(("lower", "1000"), ("upper", "2000"), ("levels", "5"), ("geometric", "1")));

    [Fact]
    public void Levels_AroundAPrice_ReachTheWidthToBothSides() => Assert.Equal(
        "90000 95000 100000 105000 110000", string.Join(' ', Rules(("levels", "5")).LevelsAt(Price.Of(100_000))));

    [Fact]
    public void Levels_OfAnySettings_AreOnTicksRiseAndBringMoreThanTheFees() => Property.Holds(500, random =>
    {
        decimal lower = random.Next(1, 100_000_000) / (decimal)Math.Pow(10, random.Next(0, 5)), upper = lower * (1 + random.Next(1, 5_000) / 1000m);
        GridRules rules;
        try
        {
            rules = Rules(("lower", $"{lower}"), ("upper", $"{upper}"), ("levels", $"{random.Next(2, 60)}"), ("geometric", $"{random.Next(2)}"));
        }
        catch (StrategyConfigurationException)
        {
            return;
        }
        Price[] levels = [.. rules.LevelsAt(Price.None)];

        Assert.Equal(rules.Levels, levels.Length);
        Assert.All(levels, l => Assert.True(TickTable.IsOnTick(l)));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second.ToDecimal() * 0.9995m > pair.First.ToDecimal() * 1.0005m));
    });

    [Theory]
    [InlineData("lower", "0", "upper", "100", "lower (0) must be above 0 and below upper (100) in 'grid', or both 0")]
    [InlineData("lower", "100", "upper", "100", "lower (100) must be above 0 and below upper (100) in 'grid', or both 0")]
    [InlineData("lower", "1", "upper", "1001", "upper (1001) must be at most 1000 times lower (1) in 'grid'")]
    [InlineData("lower", "100", "upper", "105", "levels (10) of 'grid' from 100 to 105 are closer than a tick of 1 at 101: take fewer levels, or lower and upper (or width) further apart")]
    [InlineData("width", "0.4", "levels", "9", "levels (9) of 'grid' are 0.1000 % apart at 1, and fee (0.05 %) is paid twice: take fewer levels, or lower and upper (or width) further apart")]
    [InlineData("width", "5", "fee", "1", "levels (10) of 'grid' are 1.1696 % apart at 0.95, and fee (1 %) is paid twice: take fewer levels, or lower and upper (or width) further apart")]
    public void Settings_ThatMakeNoGrid_AreRefusedByName(string key, string value, string other, string otherValue, string message) =>
        Assert.Equal(message, Assert.Throws<StrategyConfigurationException>(() => Rules((key, value), (other, otherValue))).Message);

    [Fact]
    public void Order_UnderTheVenuesSmallest_IsRefusedByName()
    {
        Assert.Equal(
            "4999 is out of range: order of 'grid' is a number from 5000 to 1000000000",
            Assert.Throws<StrategyConfigurationException>(() => Rules(("order", "4999"))).Message);
        Assert.Equal(
            "order (5000) of 'grid' buys coins for 4999.999995 KRW at level 900; the venue takes no order under 5000 KRW",
            Assert.Throws<StrategyConfigurationException>(() => Rules(("order", "5000"), ("lower", "900"), ("upper", "1000"), ("levels", "2"))).Message);
    }

    private static GridRules Rules(params (string Key, string Value)[] settings) =>
        GridRules.Read(StrategyCatalog.Choose("grid", settings.ToDictionary(s => s.Key, s => s.Value)).Settings);

    private static string Levels(params (string Key, string Value)[] settings) => string.Join(' ', Rules(settings).LevelsAt(Price.None));
}
