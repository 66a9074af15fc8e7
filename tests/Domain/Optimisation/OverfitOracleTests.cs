using System.Globalization;
using CoinPilot.Optimisation;

namespace CoinPilot.Tests.Optimisation;

/// <summary>Overfit measures against figures that Oracle/expected.py works out from the papers' formulas.</summary>
public sealed class OverfitOracleTests
{
    private const double Tolerance = 1e-12;

    private static readonly Lazy<IReadOnlyList<string[]>> Expected = new(Read);

    public static TheoryData<string> Names =>
        ["cdf", "quantile", "mean", "deviation", "skewness", "kurtosis", "psr", "maximum", "pbo", "loss", "ways"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Measure_OfTheOraclesArguments_GivesItsFigure(string name)
    {
        string[][] rows = [.. Expected.Value.Where(row => row[0] == name)];
        Assert.NotEmpty(rows);
        foreach (string[] row in rows)
        {
            double[] arguments = [.. row[1].Split(',').Select(Number)];
            double expected = Number(row[2]), actual = Measure(name, arguments);
            Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{name}({row[1]}) is {actual:R}, not {expected:R}");
        }
    }

    [Fact]
    public void Cdf_InTheTails_IsWithinItsStatedShareOfItself()
    {
        // What counts there is the order of magnitude.
        foreach (string[] row in Expected.Value.Where(row => row[0] == "cdf" && Number(row[1]) is > -37 and < -7))
            Assert.InRange(NormalDistribution.Cdf(Number(row[1])) / Number(row[2]), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void DeflatedSharpe_OfThePapersExample_GivesItsFigures()
    {
        // Bailey and López de Prado (2014): 2.5 a year over five years of 250 days, skewness -3, kurtosis 10; ratios of the trials vary by 1/2 a year.
        ReturnMoments found = new(1250, 2.5 / Math.Sqrt(250), 1, -3, 10);
        double benchmark = DeflatedSharpe.ExpectedMaximum(100, 0.5 / 250);

        Assert.Equal(0.1132, benchmark, 4);
        Assert.Equal(0.9004, DeflatedSharpe.Probabilistic(found, benchmark), 4);
        Assert.Equal(0.9505, DeflatedSharpe.Probabilistic(found, DeflatedSharpe.ExpectedMaximum(46, 0.5 / 250)), 4);
    }

    [Fact]
    public void ProbabilisticSharpe_OfThePapersExample_GivesItsFigures()
    {
        // Bailey and López de Prado, The Sharpe Ratio Efficient Frontier (2012): 24 months, a ratio of 0.458 a month, skewness -2.448, kurtosis 10.164.
        Assert.Equal(0.982, DeflatedSharpe.Probabilistic(new ReturnMoments(24, 0.458, 1, 0, 3), 0), 3);
        Assert.Equal(0.913, DeflatedSharpe.Probabilistic(new ReturnMoments(24, 0.458, 1, -2.448, 10.164), 0), 3);
    }

    private static double Measure(string name, double[] a) => name switch
    {
        "cdf" => NormalDistribution.Cdf(a[0]),
        "quantile" => NormalDistribution.Quantile(a[0]),
        "mean" => MomentsOf(a).Mean,
        "deviation" => MomentsOf(a).Deviation,
        "skewness" => MomentsOf(a).Skewness,
        "kurtosis" => MomentsOf(a).Kurtosis,
        "psr" => DeflatedSharpe.Probabilistic(MomentsOf(a), a[3]),
        "maximum" => DeflatedSharpe.ExpectedMaximum((int)a[0], a[1]),
        "pbo" => OverfittingOf(a).Probability,
        "loss" => OverfittingOf(a).ProbabilityOfLoss,
        "ways" => OverfittingOf(a).Ways,
        _ => throw new InvalidOperationException(name),
    };

    private static ReturnMoments MomentsOf(double[] a) => ReturnMoments.Of(Crooked((long)a[0], (int)a[1], a[2]));

    private static BacktestOverfitting OverfittingOf(double[] a) => BacktestOverfitting.Of(
        [.. Enumerable.Range(0, (int)a[0]).Select(t => Crooked(100 + t, (int)a[1], a[3] * t))], (int)a[2]);

    private static double[] Crooked(long seed, int length, double drift)
    {
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            double v = seed / 2147483648.0 - 0.5;
            values[i] = v * v * v / 10 + v / 50 + drift;
        }
        return values;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IReadOnlyList<string[]> Read()
    {
        using Stream stream = typeof(OverfitOracleTests).Assembly.GetManifestResourceStream("optimisation.expected.csv")!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(';'))];
    }
}
