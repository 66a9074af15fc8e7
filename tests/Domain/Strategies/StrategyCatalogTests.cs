using CoinPilot.Strategies;

namespace CoinPilot.Tests.Strategies;

public sealed class StrategyCatalogTests
{
    [Fact]
    public void Choose_UnknownName_ListsTheNames()
    {
        string message = Refusal("turtle-soup", []);

        Assert.Contains("'turtle-soup'", message, StringComparison.Ordinal);
        Assert.All(StrategyCatalog.All, d => Assert.Contains(d.Name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Choose_UnknownKey_ListsTheKeys() =>
        Assert.Equal("strategy 'ma-cross' has no parameter 'slwo'; it has: fast, slow, minutes", Refusal("ma-cross", new() { ["slwo"] = "20" }));

    [Theory]
    [InlineData("fast", "0", "0 is out of range: fast of 'ma-cross' is a whole number from 1 to 500")]
    [InlineData("fast", "501", "501 is out of range: fast of 'ma-cross' is a whole number from 1 to 500")]
    [InlineData("slow", "10.5", "10.5 is out of range: slow of 'ma-cross' is a whole number from 2 to 1000")]
    [InlineData("minutes", "ten", "'ten' is no number: minutes of 'ma-cross' is a whole number from 1 to 1440")]
    [InlineData("minutes", "", "'' is no number: minutes of 'ma-cross' is a whole number from 1 to 1440")]
    [InlineData("minutes", "1,5", "'1,5' is no number: minutes of 'ma-cross' is a whole number from 1 to 1440")]
    public void Choose_ValueOutOfRangeOrNoNumber_NamesKeyAndRange(string key, string value, string message) =>
        Assert.Equal(message, Refusal("ma-cross", new() { [key] = value }));

    [Theory]
    [InlineData("0.0499")]
    [InlineData("3.001")]
    [InlineData("-1")]
    public void Choose_FractionOutOfRange_NamesTheRange(string k) =>
        Assert.Equal($"{k} is out of range: k of 'volatility-breakout' is a number from 0.05 to 3", Refusal("volatility-breakout", new() { ["k"] = k }));

    [Theory]
    [InlineData("ma-cross", "fast", "1", 1)]
    [InlineData("ma-cross", "slow", "1000", 1000)]
    [InlineData("ma-cross", "minutes", "1440", 1440)]
    [InlineData("ma-cross", "minutes", "6E1", 60)]
    [InlineData("volatility-breakout", "k", "0.05", 0.05)]
    [InlineData("volatility-breakout", "k", "3", 3)]
    public void Choose_EndsOfARange_AreTaken(string name, string key, string value, double expected)
    {
        StrategyChoice choice = StrategyCatalog.Choose(name, new Dictionary<string, string> { [key] = value });

        Assert.Equal((decimal)expected, choice.Settings.Number(key));
    }

    [Theory]
    [InlineData("30", "30", "1")]
    [InlineData("40", "30", "1")]
    [InlineData("10", "30", "7")]
    public void Choose_ValuesThatDoNotGoTogether_AreRefused(string fast, string slow, string minutes) =>
        Assert.Contains("'ma-cross'", Refusal("ma-cross", new() { ["fast"] = fast, ["slow"] = slow, ["minutes"] = minutes }), StringComparison.Ordinal);

    [Fact]
    public void Choose_NothingGiven_TakesTheDefaultsByKey()
    {
        StrategyChoice choice = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>());

        Assert.Equal("ma-cross", choice.Name);
        Assert.Equal([new("fast", 10m), new("minutes", 1m), new("slow", 30m)], choice.Settings.Values);
        Assert.Equal(31, choice.Create().WarmUpMinutes);
        Assert.NotSame(choice.Create(), choice.Create());
    }

    [Fact]
    public void All_Descriptors_HaveDefaultsInRangeAndCanBeMade() => Assert.All(StrategyCatalog.All, descriptor =>
    {
        descriptor.Verify();
        Assert.True(StrategyCatalog.Choose(descriptor.Name, new Dictionary<string, string>()).Create().WarmUpMinutes > 0);
    });

    private static string Refusal(string name, Dictionary<string, string> given) =>
        Assert.Throws<StrategyConfigurationException>(() => StrategyCatalog.Choose(name, given)).Message;
}
