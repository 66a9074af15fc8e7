using System.Text.Json;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Reports;
using CoinPilot.Backtest;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_OfABacktest_TellTheSame()
    {
        BacktestReport report = await MadeUpReports.RunAsync();

        await ReportFiles.WriteAsync(_folder.In("new/folder"), report);

        JsonElement json = Json("new/folder");
        string[][] trades = Csv("new/folder/trades.csv"), equity = Csv("new/folder/equity.csv");
        Assert.True(report.Result.Trades.Count > 50);
        Assert.Equal(report.Result.Trades.Select(t => t.Net.ToString()), Column(trades, "net"));
        Assert.Equal(Column(trades, "net"), json.GetProperty("trades").EnumerateArray().Select(t => t.GetProperty("net").GetString()));
        Assert.Equal(Column(trades, "exit_reason"), json.GetProperty("trades").EnumerateArray().Select(t => t.GetProperty("exitReason").GetString()));
        Assert.Equal(report.Result.Equity.Points.Select(p => p.Equity.ToString()), Column(equity, "equity"));
        Assert.Equal(Column(equity, "benchmark"), json.GetProperty("equity").EnumerateArray().Select(p => p.GetProperty("benchmark").GetString()));
        Assert.Equal(report.ResultHash, json.GetProperty("run").GetProperty("resultHash").GetString());
        Assert.Equal(report.Result.FinalEquity.ToString(), json.GetProperty("run").GetProperty("statistics").GetProperty("final_equity").GetString());
    }

    [Fact]
    public async Task Json_OfABacktest_HasEveryMetricAndNullForWhatIsUndefined()
    {
        await ReportFiles.WriteAsync(_folder.Path, MadeUpReports.Of(0));

        JsonElement statistics = Json(".").GetProperty("run").GetProperty("statistics");

        Assert.Equal(BacktestStatistics.Metrics, statistics.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, statistics.GetProperty("profit_factor").ValueKind);
        Assert.Equal(JsonValueKind.Null, statistics.GetProperty("expectancy").ValueKind);
        Assert.Equal(0, statistics.GetProperty("trades").GetInt32());
        Assert.Equal(JsonValueKind.String, statistics.GetProperty("fees").ValueKind);
    }

    [Fact]
    public async Task Csv_OfReasonsWithQuotesAndCommas_ReadsBackAsTheyWere()
    {
        BacktestReport report = MadeUpReports.Of(8);

        await ReportFiles.WriteAsync(_folder.Path, report);

        Assert.Equal(report.Result.Trades.Select(t => t.ExitReason), Column(Csv("trades.csv"), "exit_reason"));
        Assert.Equal(report.Result.Trades.Select(t => t.Strategy), Column(Csv("trades.csv"), "strategy"));
    }

    [Fact]
    public void PriceBars_OfManyCandles_KeepExtremesAndAreFew()
    {
        CandleSeries series = MadeUpReports.Of(2_000).Series[0];

        PriceBars bars = PriceBars.Of(series, Timestamp.None);

        Assert.InRange(bars.Times.Count, PriceBars.MostBars / 4, PriceBars.MostBars);
        Assert.Equal(series.Candles.Min(c => c.Low.ToDouble()), bars.Lows.Min());
        Assert.Equal(series.Candles.Max(c => c.High.ToDouble()), bars.Highs.Max());
        Assert.Equal(series.Candles[^1].Close.ToDouble(), bars.Closes[^1]);
    }

    [Fact]
    public async Task Backtest_WithAReport_WritesItAndPrintsTheStatistics()
    {
        string candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 600);
        string[] arguments = ["backtest", "--candles", candles, "--strategy", "ma-cross", "--set", "fast=3", "--set", "slow=8", "--no-record", "--report", _folder.In("out")];

        (int code, string text, string errors) = await CoinPilotProcess.RunAsync(arguments);
        (_, string json, _) = await CoinPilotProcess.RunAsync([.. arguments, "--json"]);

        Assert.True(code == 0, errors);
        Assert.Contains("Profit factor", text, StringComparison.Ordinal);
        Assert.Contains("Against buy and hold", text, StringComparison.Ordinal);
        JsonElement printed = JsonDocument.Parse(json).RootElement;
        Assert.Equal(
            ["equity.csv", "report.html", "report.json", "trades.csv"], Directory.GetFiles(_folder.In("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(printed.GetProperty("statistics").GetRawText(), Json("out").GetProperty("run").GetProperty("statistics").GetRawText().Replace("\n    ", "\n  ", StringComparison.Ordinal).Replace("\n    }", "\n  }", StringComparison.Ordinal));
        Assert.Equal(printed.GetProperty("resultHash").GetString(), Json("out").GetProperty("run").GetProperty("resultHash").GetString());
    }

    [Fact]
    public async Task Backtest_WithAReportThatCannotBeWritten_NamesTheFolder()
    {
        string candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 60);

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(
            "backtest", "--candles", candles, "--strategy", "buy-and-hold", "--no-record", "--report", candles);

        Assert.NotEqual(0, code);
        Assert.Contains("KRW-BTC.csv", errors, StringComparison.Ordinal);
    }

    private JsonElement Json(string folder) => JsonDocument.Parse(File.ReadAllText(_folder.In(Path.Combine(folder, ReportFiles.Json)))).RootElement;

    private string[][] Csv(string file) => [.. Records(File.ReadAllText(_folder.In(file)))];

    private static IEnumerable<string> Column(string[][] table, string name) => table.Skip(1).Select(row => row[Array.IndexOf(table[0], name)]);

    // RFC 4180, read apart from what wrote it.
    private static IEnumerable<string[]> Records(string text)
    {
        List<string> fields = [];
        System.Text.StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is ',' or '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return [.. fields];
                    fields.Clear();
                }
            }
            else
                field.Append(c);
        }
    }
}
