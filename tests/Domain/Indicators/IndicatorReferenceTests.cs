using CoinPilot.Indicators;
using CoinPilot.Tests.Indicators.Reference;

namespace CoinPilot.Tests.Indicators;

/// <summary>Every indicator, with any parameters, on any bars, against its formula worked out the slow way at every bar.</summary>
public sealed class IndicatorReferenceTests
{
    /// <summary>A fit has no formula; <see cref="GarchVolatilityTests"/> has tests of its own.</summary>
    public static TheoryData<string> Names => [.. IndicatorCatalog.All.Select(d => d.Name).Where(name => name != "garch")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Indicator_OfAnyBarsAndParameters_AgreesWithTheReference(string name)
    {
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        int runs = 0;
        Property.Holds(30, random =>
        {
            double[] parameters = [.. descriptor.Parameters.Select(p => Near(p, random))];
            if (!Accepts(descriptor, parameters))
                return;
            runs++;
            Verify(descriptor, parameters, BarSeries.Walk(random, 320));
        });
        Assert.True(runs >= 12, $"only {runs} runs had parameters that {name} takes");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Indicator_OnRealCandlesOfADullMarket_AgreesWithTheReference(string name)
    {
        // DOGE at 298 won moves in whole won: minutes on end have one price.
        Bar[]? bars = BarSeries.Real("DOGE", 1_800);
        Assert.SkipWhen(bars is null, "shared/data has no candles of DOGE on this machine");
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        Verify(descriptor, [.. descriptor.Parameters.Select(p => p.Default)], bars);
    }

    private static void Verify(IndicatorDescriptor descriptor, double[] parameters, Bar[] bars)
    {
        double[]?[] outputs = Probe.Of(descriptor, parameters).Over(bars);
        double[][] columns = References.All[descriptor.Name](new Columns(bars), parameters);
        for (int i = 0; i < bars.Length; i++)
        {
            double[] row = [.. columns.Select(c => c[i])];
            double[]? expected = row.Any(double.IsNaN) ? null : [.. row.Select(v => double.IsInfinity(v) ? double.NaN : v)];
            Agreement.Verify(expected, outputs[i], $"{descriptor.Name}({string.Join(", ", parameters)}), bar {i}");
        }
        Assert.Contains(outputs, o => o is not null);
    }

    private static double Near(IndicatorParameter parameter, Random random)
    {
        double value = parameter.Default * (0.2 + 1.1 * random.NextDouble());
        return Math.Clamp(parameter.IsWhole ? Math.Round(value) : value, parameter.Minimum, parameter.IsWhole ? 90 : parameter.Maximum);
    }

    private static bool Accepts(IndicatorDescriptor descriptor, double[] parameters)
    {
        try
        {
            descriptor.Create(parameters);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
