using CoinPilot.Indicators;

namespace CoinPilot.Tests.Indicators;

/// <summary>Rounding does not add up over years of minutes.</summary>
public sealed class IndicatorDriftTests
{
    private const int Long = 10_000_000;

    // Those that remember everything, or when they were last fitted, have no younger twin.
    private static readonly string[] Endless = ["anchored-vwap", "obv", "adl", "chaikin", "renko", "zigzag", "psar", "garch"];

    public static TheoryData<string> Forgetting => [.. IndicatorCatalog.All.Select(d => d.Name).Except(Endless)];

    [Theory]
    [MemberData(nameof(Forgetting))]
    public void Indicator_AfterManyBars_AgreesWithOneThatSawOnlyTheLast(string name)
    {
        IndicatorDescriptor descriptor = IndicatorCatalog.All.Single(d => d.Name == name);
        Bar[] bars = BarSeries.Walk(new Random(21), 3_000);
        Probe old = Probe.OfDefault(descriptor), young = Probe.OfDefault(descriptor);
        for (int i = 0; i < 40; i++)
        {
            foreach (Bar bar in bars)
                old.Feed(bar);
        }
        int compared = 0;
        foreach (ref readonly Bar bar in bars.AsSpan())
        {
            old.Feed(bar);
            young.Feed(bar);
            if (++compared > 1_500)
                Agreement.Verify(young.Read(), old.Read(), $"{name}, bar {compared} after 120,000");
        }
    }

    [Fact]
    public void RollingFolds_AfterTenMillionValues_AreAsExactAsDirectSums()
    {
        SimpleMovingAverage average = new(50);
        WeightedMovingAverage weighted = new(50);
        StandardDeviation deviation = new(50);
        LinearRegression line = new(50);
        Correlation correlation = new(50);
        Random random = new(22);
        double[] last = new double[50];
        for (int i = 0; i < Long; i++)
        {
            // Jumps of seven orders of magnitude: what a running sum would never forget.
            double value = i % 1_000 == 500 ? 1.5e15 : 1.5e8 + random.Next(1_000) * 1_000;
            average.Update(value);
            weighted.Update(value);
            deviation.Update(value);
            line.Update(value);
            correlation.Update(value, i % 97);
            last[i % 50] = value;
        }
        // The window holds the last 50 in order: ten million is a multiple of 50.
        double mean = last.Average(), squares = last.Sum(v => (v - mean) * (v - mean));
        Assert.Equal(1, Value(average) / mean, 1e-13);
        Assert.Equal(1, Value(weighted) / (last.Select((v, i) => (i + 1) * v).Sum() / 1_275), 1e-13);
        Assert.Equal(1, Value(deviation) / Math.Sqrt(squares / 50), 1e-12);
        double products = last.Select((v, i) => (i - 24.5) * (v - mean)).Sum();
        Assert.True(line.TryGet(out RegressionLine fitted));
        Assert.Equal(1, fitted.Slope / (products * 12 / (50 * 2_499.0)), 1e-9);
        double[] other = [.. Enumerable.Range(Long - 50, 50).Select(i => (double)(i % 97))];
        double spread = other.Sum(v => (v - other.Average()) * (v - other.Average()));
        double together = last.Zip(other, (a, b) => (a - mean) * (b - other.Average())).Sum();
        Assert.Equal(1, Value(correlation) / (together / Math.Sqrt(squares * spread)), 1e-9);
    }

    [Fact]
    public void CumulativeSums_AfterTenMillionBars_AreExact()
    {
        OnBalanceVolume volume = new();
        AnchoredVwap price = new(default);
        decimal sum = 0, values = 0, volumes = 0;
        double last = 0;
        Random random = new(23);
        for (int i = 0; i < Long; i++)
        {
            double close = 100 + random.Next(50), traded = random.Next(1_000_000) / 1_024.0 + (i % 100_000 == 0 ? 1e12 : 0);
            Bar bar = new(default, close, close, close, close, traded);
            volume.Update(bar);
            price.Update(bar);
            sum += i == 0 ? 0 : Math.Sign(close - last) * Exact(traded);
            values += (decimal)close * Exact(traded);
            volumes += Exact(traded);
            last = close;
        }
        Assert.Equal(1, Value(volume) / (double)sum, 1e-12);
        Assert.Equal(1, Value(price) / (double)(values / volumes), 1e-12);
    }

    [Fact]
    public void StandardDeviation_AfterAJumpHasLeft_IsExactlyZeroInAFlatMarket()
    {
        StandardDeviation deviation = new(20);
        foreach (double value in new[] { 1.5e8, 3.3e14, 0.1 })
            deviation.Update(value);
        for (int i = 0; i < 20; i++)
            deviation.Update(298.1);

        Assert.Equal(0, Value(deviation));
    }

    // A conversion would round to 15 digits.
    private static decimal Exact(double value) => (decimal)Math.Floor(value) + (decimal)(value - Math.Floor(value));

    private static double Value(IIndicator<double> indicator)
    {
        Assert.True(indicator.TryGet(out double value));
        return value;
    }
}
