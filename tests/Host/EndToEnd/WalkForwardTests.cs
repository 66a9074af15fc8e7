using System.Globalization;
using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class WalkForwardTests
{
    private const int Day = 24 * 60;

    private static readonly string[] Search = ["--space", "fast=1..12", "slow=4..40:2", "--objective", "return", "--trials", "12"];

    [Fact]
    public async Task WalkForward_Rolling_TestsWhatItDidNotTrainOn()
    {
        using TemporaryFolder folder = new();

        JsonElement report = await WalkForwardAsync([.. Inputs(folder, 6 * Day), .. Search, "--train", "2d", "--test", "1d"]);

        JsonElement[] windows = [.. report.GetProperty("windows").EnumerateArray()];
        Assert.Equal(
            ["09-01 to 09-03, 09-03 to 09-04", "09-02 to 09-04, 09-04 to 09-05", "09-03 to 09-05, 09-05 to 09-06", "09-04 to 09-06, 09-06 to 09-07"],
            windows.Select(w => $"{DayOf(w.GetProperty("train")[0], "from")} to {DayOf(w.GetProperty("train")[0], "to")}, {DayOf(w.GetProperty("test"), "from")} to {DayOf(w.GetProperty("test"), "to")}"));
        Assert.All(windows, w => Assert.Equal(12, w.GetProperty("trials").GetInt32()));
        Assert.Equal(windows.Length, report.GetProperty("stability")[0].GetProperty("chosen").GetArrayLength());
        // The tests, one after the other, make the whole.
        double product = windows.Aggregate(1.0, (p, w) => p * (1 + w.GetProperty("outOfSample").GetProperty("return").GetDouble()));
        Assert.InRange(product - 1 - report.GetProperty("outOfSample").GetProperty("return").GetDouble(), -1e-9, 0.0005 * windows.Length);
    }

    [Fact]
    public async Task WalkForward_OfAWindow_IsAsThePlainBacktestOfIt()
    {
        using TemporaryFolder folder = new();
        string[] inputs = Inputs(folder, 4 * Day);
        JsonElement report = await WalkForwardAsync([.. inputs, .. Search, "--train", "2d", "--test", "2d"]);
        JsonElement window = Assert.Single(report.GetProperty("windows").EnumerateArray());
        string[] set = [.. window.GetProperty("parameters").EnumerateObject().SelectMany(p => (string[])["--set", $"{p.Name}={p.Value.GetString()}"])];

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["backtest", .. inputs, .. set, "--trade-from", "2025-09-03", "--no-record", "--json"]);

        Assert.True(code == 0, errors);
        Assert.Equal(JsonDocument.Parse(output).RootElement.GetProperty("resultHash").GetString(), window.GetProperty("testHash").GetString());
    }

    [Fact]
    public async Task WalkForward_Anchored_TrainsFromTheBeginning()
    {
        using TemporaryFolder folder = new();

        JsonElement report = await WalkForwardAsync([.. Inputs(folder, 5 * Day), .. Search, "--train", "2d", "--test", "1d", "--anchored"]);

        Assert.Equal([2.0, 3.0, 4.0], report.GetProperty("windows").EnumerateArray().Select(w => w.GetProperty("trainDays").GetDouble()));
        Assert.All(report.GetProperty("windows").EnumerateArray(), w => Assert.Equal("09-01", DayOf(w.GetProperty("train")[0], "from")));
    }

    [Fact]
    public async Task WalkForward_OfPurgedFolds_TestsEverythingOnce()
    {
        using TemporaryFolder folder = new();

        JsonElement report = await WalkForwardAsync(
            [.. Inputs(folder, 6 * Day), .. Search, "--method", "kfold", "--folds", "3", "--purge", "6h", "--embargo", "6h", "--search", "random"]);

        JsonElement[] windows = [.. report.GetProperty("windows").EnumerateArray()];
        Assert.Equal(["09-01", "09-03", "09-05"], windows.Select(w => DayOf(w.GetProperty("test"), "from")));
        Assert.Equal([1, 2, 1], windows.Select(w => w.GetProperty("train").GetArrayLength()));
        Assert.Equal([3.5, 3.25, 3.75], windows.Select(w => w.GetProperty("trainDays").GetDouble()));
        Assert.Equal("2025-09-05T12:00:00.000Z", windows[1].GetProperty("train")[1].GetProperty("from").GetString());
    }

    [Fact]
    public async Task WalkForward_KilledInTheMiddle_GoesOnToTheSameEnd()
    {
        using TemporaryFolder folder = new();
        string[] arguments = [.. Inputs(folder, 6 * Day), .. Search, "--train", "2d", "--test", "1d"];
        JsonElement whole = await WalkForwardAsync(arguments);
        string begun = Assert.Single(Directory.GetDirectories(Path.Combine(folder.In("data"), "optimisations")));

        await using CoinPilotProcess killed = CoinPilotProcess.Start(["walkforward", .. arguments]);
        string[] Found() => Directory.GetFiles(Path.Combine(folder.In("data"), "optimisations"), "window-002.log", SearchOption.AllDirectories);
        await Until.TrueAsync(() => Found().Any(f => Path.GetDirectoryName(f) != begun) || killed.HasExited, TimeSpan.FromSeconds(60), () => killed.Errors);
        await killed.KillAsync();
        string id = Path.GetFileName(Path.GetDirectoryName(Found().Single(f => Path.GetDirectoryName(f) != begun))!);
        JsonElement resumed = await WalkForwardAsync(["--resume", id, "--data", folder.In("data")]);

        Assert.Equal(whole.GetProperty("windows").ToString(), resumed.GetProperty("windows").ToString());
        Assert.Equal(whole.GetProperty("outOfSample").ToString(), resumed.GetProperty("outOfSample").ToString());
        Assert.Equal(whole.GetProperty("monteCarlo").ToString(), resumed.GetProperty("monteCarlo").ToString());
        string files = Path.Combine(folder.In("data"), "optimisations", id);
        Assert.Equal(5, (await File.ReadAllLinesAsync(Path.Combine(files, "windows.csv"))).Length);
        Assert.Contains("<svg", await File.ReadAllTextAsync(Path.Combine(files, "report.html")), StringComparison.Ordinal);
        Assert.Equal(
            whole.GetProperty("outOfSample").GetProperty("final_equity").GetDouble(),
            double.Parse((await File.ReadAllLinesAsync(Path.Combine(files, "equity.csv")))[^1].Split(',')[1], CultureInfo.InvariantCulture), 6);
    }

    [Fact]
    public async Task WalkForward_WhereNoTrialKeepsTheConstraints_TradesNothing()
    {
        using TemporaryFolder folder = new();

        JsonElement report = await WalkForwardAsync([.. Inputs(folder, 3 * Day), .. Search, "--train", "1d", "--test", "1d", "--constraint", "trades>=100000"]);

        Assert.All(report.GetProperty("windows").EnumerateArray(), w => Assert.Equal(JsonValueKind.Null, w.GetProperty("best").ValueKind));
        Assert.Equal(0, report.GetProperty("outOfSample").GetProperty("return").GetDouble());
    }

    [Fact]
    public async Task MonteCarlo_OfABacktest_IsTheSameForASeed()
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["montecarlo", .. Inputs(folder, 3000), "--set", "fast=3", "--set", "slow=8", "--runs", "200", "--json"];

        (int code, string one, string errors) = await CoinPilotProcess.RunAsync(arguments);
        (_, string same, _) = await CoinPilotProcess.RunAsync(arguments);
        (_, string other, _) = await CoinPilotProcess.RunAsync([.. arguments, "--seed", "2"]);

        Assert.True(code == 0, errors);
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        JsonElement figures = JsonDocument.Parse(one).RootElement;
        double[] drawdowns = [.. figures.GetProperty("quantiles").EnumerateArray().Select(q => q.GetProperty("shuffledDrawdown").GetDouble())];
        Assert.Equal(drawdowns.Order(), drawdowns);
        Assert.True(figures.GetProperty("trades").GetInt32() > 5, one);
    }

    [Theory]
    [InlineData("--train is missing", "--test", "1d")]
    [InlineData("--train '2x' is not a length of time", "--train", "2x", "--test", "1d")]
    [InlineData("is shorter than a training of", "--train", "200d", "--test", "1d")]
    [InlineData("tests would overlap", "--train", "1d", "--test", "1d", "--step", "1h")]
    [InlineData("--folds does not go with --method walk", "--train", "1d", "--test", "1d", "--folds", "3")]
    [InlineData("--train does not go with --method kfold", "--method", "kfold", "--train", "1d")]
    [InlineData("neither walk nor kfold; how to search is --search", "--method", "tpe")]
    [InlineData("leave no training", "--method", "kfold", "--purge", "30d")]
    [InlineData("--runs 0", "--method", "kfold", "--runs", "0")]
    public async Task WalkForward_OfWhatCannotBe_IsRefusedByName(string what, params string[] arguments)
    {
        using TemporaryFolder folder = new();

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["walkforward", .. Inputs(folder, 3 * Day), .. Search, .. arguments]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(what, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.In("data"), "optimisations")), "something was begun");
    }

    private static string[] Inputs(TemporaryFolder folder, int minutes) =>
        ["--candles", MadeUpCandles.Write(folder.In("KRW-BTC.csv"), minutes), "--strategy", "ma-cross", "--data", folder.In("data"), .. Unlimited.Pace];

    private static async Task<JsonElement> WalkForwardAsync(string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["walkforward", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    private static string DayOf(JsonElement range, string end) => range.GetProperty(end).GetString()![5..10];
}
