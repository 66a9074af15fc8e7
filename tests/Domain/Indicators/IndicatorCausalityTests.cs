using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>What an indicator said of a bar is what it says had no bar followed.</summary>
public sealed class IndicatorCausalityTests
{
    public static TheoryData<string> Names => [.. IndicatorCatalog.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Indicator_CutOffAtEveryBar_SaysTheSameOfThatBar(string name)
    {
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        Bar[] bars = BarSeries.Walk(new Random(7), Math.Max(260, Probe.OfDefault(descriptor).WarmUpBars + 20));
        double[]?[] whole = Probe.OfDefault(descriptor).Over(bars);

        for (int length = 1; length <= bars.Length; length++)
        {
            Probe cut = Probe.OfDefault(descriptor);
            foreach (Bar bar in bars.AsSpan(0, length))
                cut.Feed(bar);
            AssertSame(whole[length - 1], cut.Read(), $"{name} after {length} bars");
        }
        Assert.Contains(whole, values => values is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Indicator_WithOtherBarsToFollow_SaysTheSameUntilThen(string name)
    {
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        int same = Math.Max(200, Probe.OfDefault(descriptor).WarmUpBars + 50);
        Bar[] bars = BarSeries.Walk(new Random(8), same + 100);
        Bar[] other = [.. bars.Take(same), .. BarSeries.Walk(new Random(9), 100).Select((b, i) => b with { OpenTime = bars[same + i].OpenTime, Close = b.Low })];

        double[]?[] first = Probe.OfDefault(descriptor).Over(bars), second = Probe.OfDefault(descriptor).Over(other);

        for (int i = 0; i < same; i++)
            AssertSame(first[i], second[i], $"{name}, bar {i}");
        Assert.Contains(Enumerable.Range(same, 100), i => Agreement.Show(first[i]) != Agreement.Show(second[i]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TryGet_AskedOftenOrNever_ChangesNothing(string name)
    {
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        Probe asked = Probe.OfDefault(descriptor), unasked = Probe.OfDefault(descriptor);

        foreach (Bar bar in BarSeries.Walk(new Random(10), Math.Max(300, asked.WarmUpBars + 20)))
        {
            asked.Feed(bar);
            unasked.Feed(bar);
            asked.Read();
            asked.Read();
        }

        AssertSame(unasked.Read(), asked.Read(), name);
    }

    // To the last bit: the same steps were taken.
    private static void AssertSame(double[]? expected, double[]? actual, string where) =>
        Assert.True(Agreement.Show(expected) == Agreement.Show(actual), $"{where}: {Agreement.Show(expected)}, then {Agreement.Show(actual)}");
}
