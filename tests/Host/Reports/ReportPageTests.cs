using System.Text.Json;
using System.Text.Json.Nodes;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Reports;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Reports;

/// <summary>The page of a report in a real browser.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_OfARealBacktest_ShowsTheFiguresOfItsJsonAndFetchesNothing()
    {
        await using Chromium page = await OpenAsync(await MadeUpReports.RunAsync());
        JsonNode figures = JsonNode.Parse(await File.ReadAllTextAsync(_folder.In(ReportFiles.Json)))!["run"]!["statistics"]!;

        JsonNode shown = (await page.AskAsync(
            "Object.fromEntries([...document.querySelectorAll('[data-metric]')].map(e => [e.dataset.metric, { value: e.dataset.value, text: e.textContent }]))"))!;

        Assert.Equal(figures.AsObject().Select(f => f.Key).Order(StringComparer.Ordinal), shown.AsObject().Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.All(figures.AsObject(), f => Assert.Equal(Number(f.Value), Number(shown[f.Key]!["value"])));
        Assert.Equal(figures["sharpe"]!.GetValue<double>().ToString("N2").Replace('-', '−'), shown["sharpe"]!["text"]!.GetValue<string>());
        Assert.Equal($"{100 * figures["max_drawdown"]!.GetValue<double>():N2} %", shown["max_drawdown"]!["text"]!.GetValue<string>());
        Assert.Equal($"{decimal.Parse(figures["final_equity"]!.GetValue<string>()):N0}", shown["final_equity"]!["text"]!.GetValue<string>());
        Assert.Empty(page.Complaints);
        Assert.Equal([new Uri(_folder.In(ReportFiles.Page)).AbsoluteUri], page.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_OfARealBacktest_DrawsItsChartsAndTables()
    {
        BacktestReport report = await MadeUpReports.RunAsync();
        await using Chromium page = await OpenAsync(report);

        foreach (string chart in (string[])["growth", "falls", "equity", "distribution", "price-charts"])
            Assert.True((await page.AskAsync($"document.querySelectorAll('#{chart} svg path').length"))!.GetValue<int>() > 2, $"no chart in {chart}");
        Assert.Equal(2, (await page.AskAsync("document.querySelectorAll('#price-charts svg').length"))!.GetValue<int>());
        Assert.Equal("2025", (await page.AskAsync("document.querySelector('#heat tbody th').textContent"))!.GetValue<string>());
        Assert.Equal(["KRW-BTC", "KRW-ETH"], await TextsAsync(page, "#by-symbols tbody th"));
        Assert.Equal(["ma-cross"], await TextsAsync(page, "#by-strategies tbody th"));
        Assert.Contains(report.ResultHash, await TextsAsync(page, "#hashes code"));
        Assert.Contains(report.RunId, await TextsAsync(page, "#hashes code"));
        Assert.Contains("KST", (await page.AskAsync("document.querySelector('#trades tbody td small').closest('table').textContent"))!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charts_PointedAt_TellTheFiguresThere()
    {
        BacktestReport report = MadeUpReports.Of(60);
        await using Chromium page = await OpenAsync(report);
        const string pointAtTheMiddle = "(id => { const e = document.querySelector(id), b = e.getBoundingClientRect(); "
            + "e.dispatchEvent(new PointerEvent('pointermove', { clientX: b.left + 2, clientY: b.top + b.height / 2, bubbles: true })); return e.querySelectorAll('.cursor path').length; })";

        Assert.Equal(1, (await page.AskAsync($"{pointAtTheMiddle}('#equity')"))!.GetValue<int>());
        string there = (await page.AskAsync("document.getElementById('curves-readout').textContent"))!.GetValue<string>();
        Assert.StartsWith("2025-09-01 0", there, StringComparison.Ordinal);
        Assert.Contains("KST", there, StringComparison.Ordinal);

        Assert.Equal(1, (await page.AskAsync($"{pointAtTheMiddle}('#price-charts .plot')"))!.GetValue<int>());
        Assert.Contains("2025-09-01 0", (await page.AskAsync("document.querySelector('#price-charts h3').textContent"))!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Trades_SortedAndFiltered_AreInThatOrderAndNoOthers()
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(400));
        JsonNode[] trades = [.. JsonNode.Parse(await File.ReadAllTextAsync(_folder.In(ReportFiles.Json)))!["trades"]!.AsArray().Select(t => t!)];

        await page.AskAsync("document.querySelector('[data-sort=net]').click()");
        Assert.Equal(Numbers(trades.OrderByDescending(Net)), await NumbersAsync(page));

        await page.AskAsync("document.querySelector('[data-sort=net]').click()");
        Assert.Equal(Numbers(trades.OrderBy(Net)), await NumbersAsync(page));

        await page.AskAsync("(id => { const s = document.getElementById(id); s.value = 'win'; s.dispatchEvent(new Event('change')); })('filter-result')");
        await page.AskAsync("(id => { const s = document.getElementById(id); s.value = 'KRW-BTC'; s.dispatchEvent(new Event('change')); })('filter-symbol')");
        JsonNode[] wins = [.. trades.Where(t => Net(t) > 0 && t["symbol"]!.GetValue<string>() == "KRW-BTC")];
        Assert.Equal(Numbers(wins.OrderBy(Net)), await NumbersAsync(page));
        Assert.StartsWith($"{wins.Length} of 400", (await page.AskAsync("document.getElementById('trades-note').textContent"))!.GetValue<string>(), StringComparison.Ordinal);

        await page.AskAsync("(i => { i.value = 'nowhere to be found'; i.dispatchEvent(new Event('input')); })(document.getElementById('filter-text'))");
        Assert.Empty(await NumbersAsync(page));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Page_OfTenThousandTrades_StaysUsable()
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(10_000));

        Assert.Equal("1 to 50 of 10,000", (await page.AskAsync("document.getElementById('page-note').textContent"))!.GetValue<string>());
        await page.AskAsync("document.getElementById('next').click()");
        Assert.Equal(Enumerable.Range(51, 50), await NumbersAsync(page));
        Assert.True((await page.AskAsync("document.querySelectorAll('*').length"))!.GetValue<int>() < 5_000, "the page has an element for every trade");
        Assert.InRange(new FileInfo(_folder.In(ReportFiles.Page)).Length, 1_000_000, 12_000_000);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Page_OfNoTrades_SaysSo()
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(0));

        Assert.Contains("No strategy traded", (await page.AskAsync("document.getElementById('trades').textContent"))!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("–", (await page.AskAsync("document.querySelector('[data-metric=win_rate]').textContent"))!.GetValue<string>());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Page_WithMarkupInNamesAndReasons_ShowsItAsText()
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(8));

        Assert.Equal(0, (await page.AskAsync("document.images.length"))!.GetValue<int>());
        Assert.NotEqual("owned", (await page.AskAsync("document.title"))!.GetValue<string>());
        Assert.Contains(MadeUpReports.Hostile, await TextsAsync(page, "#by-strategies tbody th"));
        Assert.Equal(MadeUpReports.Hostile, (await page.AskAsync("document.querySelector('[data-trade=\"4\"] small').textContent"))!.GetValue<string>());
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(820)]
    [InlineData(1280)]
    public async Task Page_OfAnyWidth_IsNeverWiderThanItsWindow(int width)
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(60), width);

        Assert.True((await page.AskAsync($"(e => e.scrollWidth <= e.clientWidth && innerWidth === {width})(document.documentElement)"))!.GetValue<bool>());
        // Tables may be moved sideways; the list of trades has no need to be.
        Assert.True((await page.AskAsync("(t => t.scrollWidth <= t.clientWidth)(document.getElementById('trades'))"))!.GetValue<bool>());
    }

    [Fact]
    public async Task Page_Printed_HasItsTradesOnPaper()
    {
        await using Chromium page = await OpenAsync(MadeUpReports.Of(120));
        await page.AskAsync("addEventListener('afterprint', () => { window.printed = window.rows; }); "
            + "addEventListener('beforeprint', () => { window.rows = document.querySelectorAll('[data-trade]').length; })");

        byte[] pdf = await page.PrintAsync();

        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        Assert.Equal(120, (await page.AskAsync("window.printed"))!.GetValue<int>());
        Assert.Equal(50, (await page.AskAsync("document.querySelectorAll('[data-trade]').length"))!.GetValue<int>());
    }

    private async Task<Chromium> OpenAsync(BacktestReport report, int width = 1280)
    {
        await ReportFiles.WriteAsync(_folder.Path, report);
        return await Chromium.OpenAsync(_folder.In(ReportFiles.Page), width);
    }

    private static double? Number(JsonNode? figure) => figure?.ToString() is { Length: > 0 } text ? double.Parse(text) : null;

    private static decimal Net(JsonNode trade) => decimal.Parse(trade["net"]!.GetValue<string>());

    // Of those that the first page of the table has.
    private static IEnumerable<int> Numbers(IEnumerable<JsonNode> trades) => trades.Take(50).Select(t => t["number"]!.GetValue<int>());

    private static async Task<int[]> NumbersAsync(Chromium page) =>
        (await page.AskAsync("[...document.querySelectorAll('#trades tbody tr')].map(r => +r.dataset.trade)")).Deserialize<int[]>()!;

    private static async Task<string[]> TextsAsync(Chromium page, string selector) =>
        (await page.AskAsync($"[...document.querySelectorAll('{selector}')].map(e => e.textContent)")).Deserialize<string[]>()!;
}
