using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.Backtest;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtests;

/// <summary>
/// Every shipped strategy over the five real files on one account, and all of them together, under the default models: every statistic and the hash
/// of the order list against committed figures. Where a change is meant to move them, this makes them anew:
/// <code>COINPILOT_GOLDEN=remake dotnet test tests/Host -c Release --filter FullyQualifiedName~GoldenStatistics</code>
/// </summary>
public sealed class GoldenStatisticsTests
{
    private const string All = "all";

    // A month has too few days for the turtle's, and too many minutes for averages of ten of them.
    private static readonly Dictionary<string, Dictionary<string, string>> Settings = new(StringComparer.Ordinal)
    {
        ["turtle"] = new() { ["minutes"] = "60" },
        ["ma-cross"] = new() { ["fast"] = "24", ["slow"] = "96", ["minutes"] = "60" },
    };

    private static readonly RiskLimits Alone = RiskLimits.Default with { SecondEntry = SecondEntry.SameStrategy, DailyEntries = 0, EntryInterval = TimeSpan.Zero };

    private static readonly RiskLimits Together = Alone with { SecondEntry = SecondEntry.Always, MaxPositions = 0, MaxOrderPercent = 5m };

    public static TheoryData<string> Runs => [.. StrategyCatalog.All.Select(d => d.Name), All];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Backtest_OfTheFiveRealFiles_GivesTheGoldenStatistics(string run)
    {
        (IReadOnlyList<CandleSeries> series, _) = CandleFiles.Read(RealData.RequireCandleFiles(), symbol: null);
        string[] names = run == All ? [.. StrategyCatalog.All.Select(d => d.Name)] : [run];
        StringBuilder orders = new();
        BacktestOptions options = new(Money.Of(10_000_000), [.. names.Select(n => StrategyCatalog.Choose(n, Settings.GetValueOrDefault(n) ?? []))], run == All ? Together : Alone)
        {
            OnOrder = order => orders.Append(LineOf(order)),
        };

        (BacktestResult result, _) = await BacktestRun.RunAsync(series, options);

        Assert.True(result.Orders >= 5, "a backtest without orders proves nothing");
        GoldenFigures.AssertAre(run, Figures(result, orders.ToString()));
    }

    private static IEnumerable<(string Name, string Value)> Figures(BacktestResult result, string orders)
    {
        yield return ("order_list_hash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(orders))));
        yield return ("result_hash", result.ResultHash);
        yield return ("candles", Text(result.Candles));
        yield return ("orders", Text(result.Orders));
        yield return ("fills", Text(result.Fills));
        yield return ("rejected", Text(result.Rejected));
        yield return ("denied", Text(result.Denied));
        foreach (Metric metric in Metric.All)
            yield return (metric.Name, metric.AmountOf(result.Statistics)?.ToString() ?? Text(metric.ValueOf(result.Statistics)));
    }

    // What was decided, apart from how the journal writes it.
    private static string LineOf(OrderIntended o) => $"{o.At} {o.Symbol} {o.Strategy} {o.Side} {o.Type} {o.Quantity} {o.Price} {o.Funds}\n";

    private static string Text(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
