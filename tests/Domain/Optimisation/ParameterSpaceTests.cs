using System.Numerics;
using CoinPilot.Optimisation;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class ParameterSpaceTests
{
    private static readonly StrategyChoice[] One = [StrategyCatalog.Choose("ma-cross", Given())];
    private static readonly StrategyChoice[] Two = [StrategyCatalog.Choose("ma-cross", Given(("slow", "77"))), StrategyCatalog.Choose("turtle", Given())];

    [Theory]
    [InlineData("fast=2..5", "2 3 4 5")]
    [InlineData("ma-cross.fast=2..9:3", "2 5 8")]
    [InlineData("fast = 7 .. 7", "7")]
    [InlineData("fast=3|9|5", "3 9 5")]
    public void Parse_OfARange_GivesItsValues(string text, string values) =>
        Assert.Equal(values, string.Join(' ', ValuesOf(Assert.Single(ParameterSpace.Parse([text], One).Dimensions))));

    [Theory]
    [InlineData("turtle.stop=1.5..2", "1.5 1.6 1.7 1.8 1.9 2")]
    [InlineData("turtle.stop=1.50..1.52", "1.5 1.51 1.52")]
    [InlineData("turtle.stop=1..2:0.25", "1 1.25 1.5 1.75 2")]
    [InlineData("turtle.stop=0.5|2", "0.5 2")]
    public void Parse_OfDecimals_GoesByTheirLastPlace(string text, string values) =>
        Assert.Equal(values, string.Join(' ', ValuesOf(Assert.Single(ParameterSpace.Parse([text], Two).Dimensions))));

    [Fact]
    public void Parse_OfANameAlone_TakesItsDeclaration()
    {
        Dimension fast = Assert.Single(ParameterSpace.Parse(["fast"], One).Dimensions);

        Assert.Equal((1m, 500m, 500), (fast[0], fast[fast.Count - 1], fast.Count));
        Assert.Equal("ma-cross.fast=1..500:1", fast.ToString());
    }

    [Theory]
    [InlineData("quick=1..5", "no parameter 'quick'; it has: fast, slow, minutes")]
    [InlineData("fast=0..5", "0 is out of range, it is a whole number from 1 to 500")]
    [InlineData("fast=1..501", "501 is out of range")]
    [InlineData("fast=2|3|3", "different values")]
    [InlineData("fast=2|3|900", "900 is out of range")]
    [InlineData("fast=2|x", "'x' is no number")]
    [InlineData("fast=2..", "'' is no number")]
    [InlineData("fast=5..2", "no range")]
    [InlineData("fast=2..5:0", "no range")]
    [InlineData("fast=2..5:0.5", "its step cannot be 0.5")]
    [InlineData("fast=2.5..5", "2.5 is out of range")]
    public void Parse_OfWhatCannotBe_SaysWhy(string text, string why) =>
        Assert.Contains(why, Assert.Throws<OptimisationException>(() => ParameterSpace.Parse([text], One)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfSeveralStrategies_NeedsTheirNames()
    {
        Assert.Contains("ma-cross, turtle", Assert.Throws<OptimisationException>(() => ParameterSpace.Parse(["fast=2..5"], Two)).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<OptimisationException>(() => ParameterSpace.Parse(["turtle.units=1..2", "turtle.units=3"], Two)).Message, StringComparison.Ordinal);
        Assert.Contains("decimal", Assert.Throws<OptimisationException>(() => ParameterSpace.Parse(["turtle.stop"], Two)).Message, StringComparison.Ordinal);
        Assert.Contains("longer step", Assert.Throws<OptimisationException>(() => ParameterSpace.Parse(["turtle.stop=1..2:0.0000001"], Two)).Message, StringComparison.Ordinal);
        Assert.Throws<OptimisationException>(() => ParameterSpace.Parse([], Two));
    }

    [Fact]
    public void Apply_OfACombination_SetsItsParametersAndLeavesTheRest()
    {
        ParameterSpace space = ParameterSpace.Parse(["ma-cross.fast=2..5", "turtle.stop=1.5..2"], Two);

        IReadOnlyList<StrategyChoice> applied = space.Apply(ValueList<int>.Of([3, 1]));

        Assert.Equal((5, 77), (applied[0].Settings.Whole("fast"), applied[0].Settings.Whole("slow")));
        Assert.Equal(1.6m, applied[1].Settings.Number("stop"));
        Assert.Equal(10, Two[0].Settings.Whole("fast"));
        Assert.Equal([KeyValuePair.Create("ma-cross.fast", 5m), KeyValuePair.Create("turtle.stop", 1.6m)], space.ValuesOf(ValueList<int>.Of([3, 1])));
    }

    [Fact]
    public void Apply_ToStrategiesWithNamesAndSymbols_KeepsThem()
    {
        StrategyChoice[] named = [One[0] with { Label = "quick", Symbols = [Symbol.Parse("KRW-BTC")] }, One[0] with { Label = "other" }];

        IReadOnlyList<StrategyChoice> applied = ParameterSpace.Parse(["quick.fast=2..5"], named).Apply(ValueList<int>.Of([0]));

        Assert.Equal(("quick", 2, "KRW-BTC"), (applied[0].Name, applied[0].Settings.Whole("fast"), applied[0].Symbols![0].Code));
        Assert.Equal(("other", 10), (applied[1].Name, applied[1].Settings.Whole("fast")));
    }

    [Fact]
    public void RefusalOf_WhatAStrategyRefuses_IsItsOwnMessage()
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=2..50", "slow=10"], One);

        Assert.Null(space.RefusalOf(ValueList<int>.Of([0, 0])));
        Assert.Equal("fast (50) must be below slow (10) in 'ma-cross'", space.RefusalOf(ValueList<int>.Of([48, 0])));
    }

    [Fact]
    public void At_EveryNumber_GivesEveryCombinationOnce()
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=2..5", "slow=10|20", "minutes=1..3"], One);
        ValueList<int>[] all = [.. Enumerable.Range(0, 24).Select(i => space.At(i))];

        Assert.Equal(24, space.Size);
        Assert.Equal(24, all.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (BigInteger)i), all.Select(space.NumberOf));
        Assert.Equal(all[0], space.At(24));
    }

    private static IEnumerable<string> ValuesOf(Dimension dimension) => Enumerable.Range(0, dimension.Count).Select(dimension.TextOf);

    private static Dictionary<string, string> Given(params (string Key, string Value)[] given) =>
        given.ToDictionary(g => g.Key, g => g.Value, StringComparer.Ordinal);
}
