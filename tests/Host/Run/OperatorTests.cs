using System.Text.Json;
using CoinPilot.Actors.InProcess;
using CoinPilot.App.Config;
using CoinPilot.App.Run;
using CoinPilot.App.Web;
using CoinPilot.Portfolio;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Run;

/// <summary>What an operator does to a running system from the command line: flatten, limits by hand, a configuration read again.</summary>
public sealed class OperatorTests : IAsyncDisposable
{
    private const string Yaml = "symbols: [KRW-BTC]\nstrategies:\n  - {strategy: ma-cross, parameters: {fast: 1, slow: 2}}\nrisk:\n  daily_entries: 7\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly InMemoryJournal _journal = new();
    private readonly FakeVenue _venue = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _said = new();
    private TradingSystem? _system;
    private ApiServer? _api;

    [Fact]
    public async Task ConfigReload_OfAChangedFile_TakesOverLimitsThroughTheJournalAndNamesTheRest()
    {
        await StartAsync();
        Assert.Equal("nothing changed", (await RunAsync("config", "reload")).Output);
        await File.WriteAllTextAsync(_folder.In("c.yaml"), Yaml.Replace("daily_entries: 7", "daily_entries: 9\n  fee_percent: 0.1\nengine:\n  port: 1", StringComparison.Ordinal));

        (int code, string output, string _) = await RunAsync("config", "reload");

        Assert.Equal(0, code);
        Assert.Equal(
            ["in force: risk.daily_entries: 7 -> 9", "takes a restart: risk.fee_percent: 0.05 -> 0.1", "takes a restart: engine.port: 8080 -> 1"],
            output.Split('\n'));
        Assert.Equal("9", (await RiskAsync()).GetProperty("limits").GetProperty("daily_entries").GetString());
        Assert.Equal(2, _journal.Read("portfolio").Count(e => e.Event is LimitsConfigured));
    }

    [Fact]
    public async Task ConfigReload_OfAFileWithAMistake_ChangesNothingAndNamesIt()
    {
        await StartAsync();
        await File.WriteAllTextAsync(_folder.In("c.yaml"), Yaml.Replace("daily_entries: 7", "daily_entrys: 9", StringComparison.Ordinal));

        (int code, string _, string errors) = await RunAsync("config", "reload");

        Assert.Equal(2, code);
        Assert.Contains("c.yaml:5:3: unknown key", errors, StringComparison.Ordinal);
        Assert.Equal("7", (await RiskAsync()).GetProperty("limits").GetProperty("daily_entries").GetString());
    }

    [Fact]
    public async Task RiskSet_OfALimit_IsInForceShownAndSetBack()
    {
        await StartAsync();
        Assert.Equal((0, "max_positions is 2"), Short(await RunAsync("risk", "set", "max_positions=2", "careful")));
        Assert.Contains("set by hand", (await RunAsync("risk", "show")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "max_positions is 5"), Short(await RunAsync("risk", "set", "max_positions=config", "calm")));
        Assert.Equal((0, "trading is reducing"), Short(await RunAsync("risk", "state", "reducing", "maintenance")));
    }

    [Theory]
    [InlineData("max_position=2", "why", "did you mean 'max_positions'?")]
    [InlineData("max_positions=many", "why", "max_positions is a whole number from 0 to 10000, not 'many'")]
    [InlineData("fee_percent=1", "why", "fee_percent takes a restart")]
    [InlineData("max_positions=2", " ", "a reason is needed")]
    public async Task RiskSet_WithAMistake_IsRefusedAndNamed(string setting, string reason, string error)
    {
        await StartAsync();
        (int code, string _, string errors) = await RunAsync("risk", "set", setting, reason);

        Assert.Equal(2, code);
        Assert.Contains(error, System.Text.RegularExpressions.Regex.Unescape(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flatten_OfARunningSystem_EndsFlatAndHaltedUntilResumed()
    {
        await StartAsync();
        (int code, string output, string _) = await RunAsync("flatten", "enough");

        Assert.Equal(0, code);
        Assert.EndsWith("flat; coinpilot resume \"reason\" allows entries again", output, StringComparison.Ordinal);
        JsonElement risk = await RiskAsync();
        Assert.Equal(("enough", "enough", 0), (risk.GetProperty("killSwitch").GetString(), risk.GetProperty("flatten").GetString(), risk.GetProperty("positions").GetInt32()));
        Assert.Equal((0, "entries are allowed"), Short(await RunAsync("resume", "again")));
        Assert.Null((await RiskAsync()).GetProperty("flatten").GetString());
    }

    [Fact]
    public async Task Reconcile_OfCashMovedByHand_AlertsReducesAndIsAcceptedOnce()
    {
        await StartAsync();
        await Until.TrueAsync(async () => (await RunAsync("positions", "reconcile")).Output.Contains("KRW: agrees, 10000000", StringComparison.Ordinal), Limit, () => "no agreement");
        _venue.Transfer(250_000m);
        await RunAsync("positions", "reconcile");
        (int code, string output, string _) = await RunAsync("positions", "reconcile");
        Assert.Equal(1, code);
        Assert.Contains("KRW: DIFFERS, the exchange has 10250000, the books 10000000; REDUCING", output, StringComparison.Ordinal);
        Assert.Contains(_said, s => s.Contains("ALERT the account may only reduce", StringComparison.Ordinal) && s.Contains("250000 came in", StringComparison.Ordinal));

        Assert.Contains("KRW: agrees, 10250000", (await RunAsync("positions", "reconcile", "--accept", "KRW")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("positions", "reconcile", "--accept", "KRW")).ExitCode);
        Assert.Single(_journal.Read("portfolio"), e => e.Event is CashTransferred);
        (int refused, string _, string error) = await RunAsync("positions", "reconcile", "--accept", "KRW-XYZ");
        Assert.Equal(2, refused);
        Assert.Contains("neither a market traded here nor KRW", System.Text.RegularExpressions.Regex.Unescape(error), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
            await _api.DisposeAsync();
        if (_system is not null)
            await _system.DisposeAsync();
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        string file = _folder.In("c.yaml");
        await File.WriteAllTextAsync(file, Yaml);
        ConfigSource source = new(file, new Dictionary<string, string>(), ConfigOptions.None);
        _system = new TradingSystem(
            RunSettings.Of(source, source.Load()), [], new Venue(_venue, _venue, static () => new Dictionary<string, long>()), _journal, TimeProvider.System, _said.Enqueue);
        _api = await ApiServer.StartAsync(_system, 0);
        await _system.StartAsync("test", CancellationToken.None);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        CoinPilotProcess.RunAsync([.. arguments, "--api", _api!.Address.ToString()]);

    private async Task<JsonElement> RiskAsync()
    {
        using HttpClient http = new() { BaseAddress = _api!.Address };
        return JsonDocument.Parse(await http.GetStringAsync("api/risk")).RootElement;
    }

    private static (int, string) Short((int ExitCode, string Output, string Errors) run) => (run.ExitCode, run.Output);
}
