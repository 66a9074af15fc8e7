using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed partial class DashboardTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private CoinPilotProcess _venue = null!;
    private CoinPilotProcess _run = null!;
    private HttpClient _http = null!;

    // A replay that has ended: nothing moves any more, so that page and API must show the same figure.
    public async ValueTask InitializeAsync()
    {
        string candles = MadeUpCandles.Write(_folder.In("KRW-BTC.csv"), 240);
        _venue = CoinPilotProcess.Start("exchange", "--port", "0", "--replay", candles, "--speed", "3000");
        Uri address = new(await _venue.WaitForLineAsync("exchange "));
        using ExchangeView exchange = new(address);
        _run = CoinPilotProcess.Start(
            ["run", "--exchange", address.ToString(), "--data", _folder.In("data"), "--port", "0", "--symbols", "KRW-BTC",
            "--strategy", "ma-cross", "--set", "ma-cross.fast=3", "--set", "ma-cross.slow=8", .. Unlimited.Pace]);
        _http = new HttpClient { BaseAddress = new Uri(await _run.WaitForLineAsync("dashboard ")) };
        await _run.WaitForLineAsync("trading ");
        await Until.TrueAsync(exchange.IsFinishedAsync, Limit, () => _run.Output);
        await Until.TrueAsync(IsStillAsync, Limit, () => _run.Output);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _run.DisposeAsync();
        await _venue.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Dashboard_OpenedInChromium_ShowsTheEquityOfTheApi()
    {
        string browser = Browser.Require();

        string document = await Browser.OpenAsync(browser, _http.BaseAddress!);

        JsonElement status = await StatusAsync();
        Assert.Contains("data-ready=\"true\"", document, StringComparison.Ordinal);
        Assert.Equal(status.GetProperty("equity").GetString(), ValueOf(document, "equity"));
        Assert.Equal(status.GetProperty("cash").GetString(), ValueOf(document, "cash"));
        Assert.Contains(status.GetProperty("lastOrders")[0].GetProperty("reason").GetString()!, document, StringComparison.Ordinal);
        Assert.Contains("<rect", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_OfARunningSystem_AnswerHealthReadinessMetricsAndCandles()
    {
        Assert.Equal("ok\n", await _http.GetStringAsync("healthz"));
        Assert.Equal("ready\n", await _http.GetStringAsync("readyz"));
        string metrics = await _http.GetStringAsync("metrics");
        Assert.Contains("coinpilot_connected{connection=\"market data\"} 1", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("coinpilot_unhandled_total{", metrics, StringComparison.Ordinal);
        using JsonDocument candles = JsonDocument.Parse(await _http.GetStringAsync("api/candles?symbol=KRW-BTC"));
        Assert.Equal(240, candles.RootElement.GetProperty("candles").GetArrayLength());
        using HttpResponseMessage unknown = await _http.GetAsync("api/candles?symbol=KRW-NOPE");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Commands_WithoutOurHeaderOrHost_AreForbidden()
    {
        using HttpResponseMessage bare = await _http.PostAsync("api/halt?reason=x", content: null);
        using HttpRequestMessage foreign = new(HttpMethod.Get, "api/status");
        foreign.Headers.Host = "evil.example";
        using HttpResponseMessage rebound = await _http.SendAsync(foreign);

        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, rebound.StatusCode);
    }

    [Fact]
    public async Task KillSwitch_HaltedAndResumedFromTheCommandLine_ShowsInTheStatus()
    {
        string api = _http.BaseAddress!.ToString();
        (int halt, string halted, string _) = await CoinPilotProcess.RunAsync("halt", "too wild", "--api", api);
        string? during = (await StatusAsync()).GetProperty("killSwitch").GetString();
        (int resume, string resumed, string _) = await CoinPilotProcess.RunAsync("resume", "calm again", "--api", api);

        Assert.Equal((0, 0), (halt, resume));
        Assert.Contains("entries are halted: too wild", halted, StringComparison.Ordinal);
        Assert.Equal("too wild", during);
        Assert.Contains("entries are allowed", resumed, StringComparison.Ordinal);
        Assert.Null((await StatusAsync()).GetProperty("killSwitch").GetString());
    }

    [Fact]
    public async Task Quarantine_NobodyInIt_SaysSo()
    {
        (int code, string output, string _) = await CoinPilotProcess.RunAsync("quarantine", "list", "--api", _http.BaseAddress!.ToString());

        Assert.Equal(0, code);
        Assert.Contains("nobody is in quarantine", output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> StatusAsync() => JsonDocument.Parse(await _http.GetStringAsync("api/status")).RootElement;

    private async Task<bool> IsStillAsync()
    {
        JsonElement status = await StatusAsync();
        return status.GetProperty("candles").GetInt64() >= 239 && status.GetProperty("fills").GetInt64() > 0
            && status.GetProperty("lastOrders").EnumerateArray().All(o => o.GetProperty("status").GetString() == "Filled")
            && decimal.Parse(status.GetProperty("equity").GetString()!, CultureInfo.InvariantCulture) > 0;
    }

    private static string ValueOf(string document, string id)
    {
        Match element = Tag().Matches(document).FirstOrDefault(tag => tag.Value.Contains($"id=\"{id}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no element '{id}' in the page");
        return DataValue().Match(element.Value).Groups[1].Value;
    }

    [GeneratedRegex("<[a-z]+ [^>]*>", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex("data-value=\"([^\"]*)\"")]
    private static partial Regex DataValue();
}
