using System.Globalization;
using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>Against values that Oracle/expected.py worked out from the formulas, in 50-digit decimals, for real candles of XRP.</summary>
public sealed class IndicatorOracleTests
{
    private static readonly ILookup<string, string[]> Expected = ReadExpected();

    public static TheoryData<string> Names => [.. IndicatorCatalog.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Indicator_OnRealCandles_AgreesWithTheOracle(string name)
    {
        Bar[]? bars = BarSeries.Real("XRP", 2_000);
        Assert.SkipWhen(bars is null, "shared/data has no candles of XRP on this machine");
        double[]?[] outputs = Probe.OfDefault(Descriptor(name)).Over(bars);

        foreach (string[] line in Expected[name])
        {
            int row = int.Parse(line[2], CultureInfo.InvariantCulture);
            double[]? expected = line[3] == "-" ? null : [.. line[3].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
            Agreement.Verify(expected, outputs[row], $"{name}, row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Oracle_OfEveryIndicator_HasSixRowsAndTheDefaultParameters(string name)
    {
        string[][] lines = [.. Expected[name]];

        Assert.True(lines.Length >= 6, $"{name} has {lines.Length} expected rows");
        Assert.True(lines.Count(l => l[3] != "-") >= 6, $"{name} has hardly a value");
        double[] parameters = [.. lines[0][1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        Assert.Equal(Descriptor(name).Parameters.Select(p => p.Default), parameters);
    }

    private static IndicatorDescriptor Descriptor(string name) => IndicatorCatalog.All.Single(d => d.Name == name);

    private static ILookup<string, string[]> ReadExpected()
    {
        using Stream stream = typeof(IndicatorOracleTests).Assembly.GetManifestResourceStream("indicators.expected.csv")
            ?? throw new FileNotFoundException("the expected values are not in the assembly");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').Select(line => line.Split(';')).ToLookup(fields => fields[0], StringComparer.Ordinal);
    }
}
