using System.Globalization;
using System.IO.Compression;
using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>
/// Statistics of two real runs against figures that Oracle/figures.py worked out apart from this code, from the files that
/// <c>coinpilot backtest --report</c> wrote of them: turtle on hours of KRW-SOL, and six strategies on five symbols with one account, both over
/// the five weeks of shared/data/upbit-krw-1m-2025-09. Files and figures are committed, so that the test needs neither.
/// </summary>
public sealed class StatisticsOracleTests
{
    public static TheoryData<string, string> Figures =>
        [.. from run in (string[])["turtle", "portfolio"] from metric in BacktestStatistics.Metrics select (run, metric)];

    [Theory]
    [MemberData(nameof(Figures))]
    public void Statistics_OfARealRun_AreThoseOfTheOracle(string run, string metric)
    {
        double expected = Expected(run)[metric];

        double actual = Statistics(run).Of(metric);

        Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{metric} of {run} is {actual:R}, the oracle says {expected:R}");
    }

    [Theory]
    [InlineData("turtle")]
    [InlineData("portfolio")]
    public void Oracle_OfEachRun_HasEveryMetricAndNoOther(string run) =>
        Assert.Equal(BacktestStatistics.Metrics.Order(StringComparer.Ordinal), Expected(run).Keys.Order(StringComparer.Ordinal));

    private static Dictionary<string, double> Expected(string run) => Lines($"{run}.figures.txt")
        .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static BacktestStatistics Statistics(string run)
    {
        EquityPoint[] points = [.. Lines($"{run}.equity.csv.gz").Skip(1).Select(line => line.Split(',')).Select(f =>
            new EquityPoint(Time(f[0]), Amount(f[1]), Amount(f[3]), Amount(f[4])))];
        // The candles are not exported: here the drawdown is that of the points, as in the oracle.
        double drawdown = new EquityCurve(points, 0).DeepestDrawdown!.Depth;
        return BacktestStatistics.Of([.. Lines($"{run}.trades.csv.gz").Skip(1).Select(Trade)], new EquityCurve(points, drawdown));
    }

    // Reasons may have commas, the columns before them have none: number,symbol,strategy,entry_time,exit_time,quantity,entry_price,exit_price,held,bought,sold,open_value,gross,fees,slippage
    private static RoundTrip Trade(string line)
    {
        string[] f = line.Split(',');
        return new RoundTrip(
            Symbol.Parse(f[1]), f[2], Time(f[3]), f[4].Length == 0 ? Timestamp.None : Time(f[4]), Quantity.FromUnits(Amount(f[5]).Units),
            Quantity.FromUnits(Amount(f[8]).Units), Amount(f[9]), Amount(f[10]), Amount(f[11]), Amount(f[13]), Amount(f[14]), "", "", ValueList<TradeOrder>.Empty);
    }

    private static Timestamp Time(string text) => Timestamp.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    private static Money Amount(string text) => Money.TryParse(text, out Money amount) ? amount : throw new FormatException(text);

    private static string[] Lines(string file)
    {
        using Stream stream = typeof(StatisticsOracleTests).Assembly.GetManifestResourceStream($"statistics.{file}") ?? throw new FileNotFoundException(file);
        using StreamReader reader = new(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
