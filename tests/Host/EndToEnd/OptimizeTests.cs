using System.Text.Json;
using CoinPilot.App.Optimisations;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class OptimizeTests
{
    private static readonly string[] Space = ["--space", "fast=1..12", "slow=4..30:2", "minutes=1|5", "--objective", "return", "--trials", "30"];

    public static TheoryData<string> Methods => ["random", "tpe", "grid"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Optimize_WithOneWorkerOrSeveral_FindsTheSame(string method)
    {
        using TemporaryFolder folder = new();
        string[] inputs = Inputs(folder, 400);
        // A grid is run whole: a small one.
        string[] search = method == "grid" ? ["--space", "fast=1..4", "slow=3..6", "--objective", "return"] : Space;

        (_, JsonElement one) = await OptimizeAsync([.. inputs, .. search, "--method", method, "--workers", "1", "--top", "100"]);
        (_, JsonElement four) = await OptimizeAsync([.. inputs, .. search, "--method", method, "--workers", "4", "--top", "100"]);

        Assert.Equal(TrialsOf(one), TrialsOf(four));
        Assert.Equal(method == "grid" ? 13 : 30, one.GetProperty("trials").GetInt32());
        Assert.Equal(one.GetProperty("end").GetProperty("refused").GetInt32(), four.GetProperty("end").GetProperty("refused").GetInt32());
        JsonElement best = one.GetProperty("best");
        Assert.Equal(one.GetProperty("ranking")[0].GetProperty("trial").GetInt32(), best.GetProperty("trial").GetInt32());
    }

    [Fact]
    public async Task Optimize_ItsBest_IsWhatThePrintedCommandGives()
    {
        using TemporaryFolder folder = new();
        (_, JsonElement found) = await OptimizeAsync([.. Inputs(folder, 400), .. Space, "--seed", "3"]);
        JsonElement repeated = found.GetProperty("end").GetProperty("repeated");

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(
            ["backtest", .. repeated.GetProperty("arguments").EnumerateArray().Select(a => a.GetString()!), "--json"]);
        JsonElement backtest = JsonDocument.Parse(output).RootElement;

        Assert.True(code == 0, errors);
        Assert.True(repeated.GetProperty("isSame").GetBoolean());
        Assert.Equal(found.GetProperty("best").GetProperty("resultHash").GetString(), backtest.GetProperty("resultHash").GetString());
        Assert.Equal(
            found.GetProperty("best").GetProperty("metrics").GetProperty("return").GetDouble(), backtest.GetProperty("statistics").GetProperty("return").GetDouble());
        // The same by a configuration with the printed strategies.
        string config = folder.In("best.yaml");
        await File.WriteAllTextAsync(config, repeated.GetProperty("yaml").GetString());
        (_, string configured, _) = await CoinPilotProcess.RunAsync("backtest", "--candles", folder.In("KRW-BTC.csv"), "--data", folder.In("data"), "--config", config, "--json");
        Assert.Equal(found.GetProperty("best").GetProperty("resultHash").GetString(), JsonDocument.Parse(configured).RootElement.GetProperty("resultHash").GetString());
    }

    [Fact]
    public async Task Optimize_OfTheFiveRealFiles_RepeatsItsBestAndCountsWhatFails()
    {
        using TemporaryFolder folder = new();
        string[] arguments =
        [
            "--candles", .. RealData.RequireCandleFiles(), "--strategy", "ma-cross", "volatility-breakout", "grid", "--data", folder.In("data"), "--trials", "6", "--seed", "2",
            "--space", "ma-cross.fast=5..60", "volatility-breakout.k=0.3..0.9", "grid.width=4|10", "grid.levels=40|20", "--set", "ma-cross.minutes=60", "--top", "100",
        ];

        (_, JsonElement one) = await OptimizeAsync([.. arguments, "--workers", "1"]);
        (_, JsonElement two) = await OptimizeAsync([.. arguments, "--workers", "2"]);

        Assert.True(one.GetProperty("end").GetProperty("repeated").GetProperty("isSame").GetBoolean());
        Assert.Equal(TrialsOf(one), TrialsOf(two));
        Assert.Equal(one.GetProperty("overfit").ToString(), two.GetProperty("overfit").ToString());
        Assert.Equal(34, one.GetProperty("overfit").GetProperty("days").GetInt32());
        // Forty levels within four percent are closer than a tick of DOGE: only its price tells.
        Assert.All(one.GetProperty("ranking").EnumerateArray(), t => Assert.Equal(
            t.GetProperty("parameters").GetProperty("grid.width").GetString() == "4" && t.GetProperty("parameters").GetProperty("grid.levels").GetString() == "40",
            t.GetProperty("failure").GetString()?.Contains("closer than a tick", StringComparison.Ordinal) ?? false));
    }

    [Fact]
    public async Task Optimize_KilledInTheMiddle_GoesOnWithoutRepeatingATrial()
    {
        using TemporaryFolder folder = new();
        string[] search = [.. Inputs(folder, 3000), "--space", "fast=1..30", "slow=5..90", "--objective", "return", "--trials", "60", "--workers", "2", "--top", "100"];
        (_, JsonElement whole) = await OptimizeAsync([.. search]);

        string id, trials;
        await using (CoinPilotProcess killed = CoinPilotProcess.Start(["optimize", .. search]))
        {
            trials = await TrialsFileAsync(folder, killed, but: IdOf(whole));
            await Until.TrueAsync(() => Lines(trials) >= 7, TimeSpan.FromSeconds(60), () => $"only {Lines(trials)} trials");
            await killed.KillAsync();
            id = Path.GetFileName(Path.GetDirectoryName(trials)!);
        }
        int kept = TrialHistory.Read(trials).Count;
        // A write that the kill cut off.
        await File.AppendAllTextAsync(trials, "0123456789abcdef {\"number\":");
        (string errors, JsonElement resumed) = await OptimizeAsync(["--resume", id, "--data", folder.In("data"), "--top", "100"]);

        Assert.InRange(kept, 7, 59);
        Assert.Contains($"{kept} trials are stored and not run again", errors, StringComparison.Ordinal);
        Assert.Contains("the last write was cut off; its 27 bytes are dropped", errors, StringComparison.Ordinal);
        Assert.Equal(TrialsOf(whole), TrialsOf(resumed));
        Assert.Equal(whole.GetProperty("overfit").ToString(), resumed.GetProperty("overfit").ToString());
        Assert.Equal(whole.GetProperty("end").GetProperty("repeated").GetProperty("resultHash").GetString(), resumed.GetProperty("end").GetProperty("repeated").GetProperty("resultHash").GetString());
        // One line for each trial: none was run twice.
        Assert.Equal(Enumerable.Range(0, 60), TrialHistory.Read(trials).Select(t => t.Number).Order());
        Assert.Equal(60, Lines(trials));
    }

    [Fact]
    public async Task Optimize_Interrupted_SaysHowToGoOn()
    {
        using TemporaryFolder folder = new();
        string[] search = [.. Inputs(folder, 3000), "--space", "fast=1..30", "slow=5..90", "--trials", "5000", "--method", "random"];
        await using CoinPilotProcess run = CoinPilotProcess.Start(["optimize", .. search]);
        string trials = await TrialsFileAsync(folder, run, but: null);
        await Until.TrueAsync(() => Lines(trials) >= 2, TimeSpan.FromSeconds(60), () => run.Errors);

        int code = await run.TerminateAsync();

        Assert.Equal(1, code);
        Assert.Contains("interrupted; what has finished is kept: coinpilot optimize --resume", run.Errors, StringComparison.Ordinal);
        (int listed, string list, _) = await CoinPilotProcess.RunAsync("optimize", "list", "--data", folder.In("data"));
        Assert.Equal(0, listed);
        Assert.Contains("unfinished", list, StringComparison.Ordinal);
        (int shown, string show, _) = await CoinPilotProcess.RunAsync("optimize", "show", "last", "--data", folder.In("data"));
        Assert.Equal(0, shown);
        Assert.Contains("unfinished: --resume goes on", show, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_AfterCandlesChanged_IsRefusedByName()
    {
        using TemporaryFolder folder = new();
        (_, JsonElement found) = await OptimizeAsync([.. Inputs(folder, 300), .. Space]);
        MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 301);

        (int code, _, string errors) = await CoinPilotProcess.RunAsync("optimize", "--resume", IdOf(found), "--data", folder.In("data"));

        Assert.Equal(2, code);
        Assert.Contains("was begun with 'data ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OfAFinishedOne_TellsItAllAgain()
    {
        using TemporaryFolder folder = new();
        (_, JsonElement found) = await OptimizeAsync([.. Inputs(folder, 400), .. Space, "--constraint", "trades>=3"]);

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync("optimize", "show", IdOf(found)[..30], "--data", folder.In("data"), "--json");
        (int textCode, string text, _) = await CoinPilotProcess.RunAsync("optimize", "show", "last", "--data", folder.In("data"), "--top", "3");

        Assert.True(code == 0 && textCode == 0, errors);
        Assert.Equal(found.ToString(), JsonDocument.Parse(output).RootElement.ToString());
        Assert.Contains("coinpilot backtest --candles", text, StringComparison.Ordinal);
        Assert.Contains("ma-cross.fast (down) and ma-cross.slow (across)", text, StringComparison.Ordinal);
        string files = Path.Combine(folder.In("data"), "optimisations", IdOf(found));
        Assert.Equal(31, (await File.ReadAllLinesAsync(Path.Combine(files, "trials.csv"))).Length);
        Assert.StartsWith("parameter,values,other_parameter", await File.ReadAllTextAsync(Path.Combine(files, "sensitivity.csv")), StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(Path.Combine(files, "report.html"));
        Assert.Contains("gives the same result", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--space is missing", "--trials", "3")]
    [InlineData("no parameter 'quick'", "--space", "quick=1..3")]
    [InlineData("10,001", "--space", "fast=1..73", "slow=2..138", "--method", "grid", "--trials", "10")]
    [InlineData("more than the 10,000 that are run unasked", "--space", "fast=1..73", "slow=2..138", "--method", "grid")]
    [InlineData("there is no method 'best'", "--space", "fast=1..3", "--method", "best")]
    [InlineData("'sharp', position 1: there is no metric 'sharp'", "--space", "fast=1..3", "--objective", "sharp")]
    [InlineData("less max_drawdown is better: say --objective=-max_drawdown", "--space", "fast=1..3", "--objective", "max_drawdown")]
    [InlineData("position 8", "--space", "fast=1..3", "--constraint", "trades =3")]
    [InlineData("--workers 0", "--space", "fast=1..3", "--workers", "0")]
    [InlineData("--candles cannot be said again", "--resume", "last")]
    public async Task Optimize_OfWhatCannotBe_IsRefusedByName(string what, params string[] arguments)
    {
        using TemporaryFolder folder = new();

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["optimize", .. Inputs(folder, 100), .. arguments]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(what, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.In("data"), "optimisations")), "something was begun");
    }

    [Theory]
    [InlineData("there is no optimisation '0199'", "--resume", "0199")]
    [InlineData("--seed cannot be said again", "--resume", "last", "--seed", "3")]
    public async Task Resume_OfWhatCannotBe_IsRefusedByName(string what, params string[] arguments)
    {
        using TemporaryFolder folder = new();

        (int code, _, string errors) = await CoinPilotProcess.RunAsync(["optimize", .. arguments, "--data", folder.In("data")]);

        Assert.Equal(2, code);
        Assert.Contains(what, errors, StringComparison.Ordinal);
    }

    private static string[] Inputs(TemporaryFolder folder, int minutes) =>
        ["--candles", MadeUpCandles.Write(folder.In("KRW-BTC.csv"), minutes), "--strategy", "ma-cross", "--data", folder.In("data")];

    private static async Task<(string Errors, JsonElement Document)> OptimizeAsync(string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["optimize", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return (errors, JsonDocument.Parse(output).RootElement);
    }

    private static string IdOf(JsonElement document) => document.GetProperty("plan").GetProperty("id").GetString()!;

    private static string[] TrialsOf(JsonElement document) => [.. document.GetProperty("ranking").EnumerateArray().Select(t => t.ToString())];

    private static async Task<string> TrialsFileAsync(TemporaryFolder folder, CoinPilotProcess run, string? but)
    {
        string? found = null;
        await Until.TrueAsync(() =>
        {
            string all = Path.Combine(folder.In("data"), "optimisations");
            found = !Directory.Exists(all) ? null : Directory.GetDirectories(all).Where(d => Path.GetFileName(d) != but)
                .Select(d => Path.Combine(d, "trials.log")).FirstOrDefault(File.Exists);
            return found is not null || run.HasExited;
        }, TimeSpan.FromSeconds(60), () => run.Errors);
        return found ?? throw new InvalidOperationException(run.Errors);
    }

    private static int Lines(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd().Count(c => c == '\n');
    }
}
