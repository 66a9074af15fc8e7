using System.Text.Json;
using CoinPilot.Actors.InProcess;
using CoinPilot.App.Run;
using CoinPilot.App.Web;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Run;

public sealed class QuarantineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Quarantine_OfAStrategyThatThrows_IsShownSoldOutAndLiftedFromTheCommandLine()
    {
        Brittle.Throws = false;
        FakeVenue venue = new();
        Symbol symbol = Symbol.Parse("KRW-BTC");
        RunSettings settings = new(
            "", null, [symbol], [new StrategyChoice(Brittle.Descriptor, StrategySettings.Read("brittle", [], new Dictionary<string, string>()))],
            RiskLimits.Default, 1, 1, Money.Of(10_000_000), 0, null);
        await using InMemoryJournal journal = new();
        await using TradingSystem system = new(
            settings, [], new Venue(venue, venue, static () => new Dictionary<string, long>()), journal, TimeProvider.System, static _ => { });
        await using ApiServer api = await ApiServer.StartAsync(system, 0);
        await system.StartAsync("test", CancellationToken.None);
        using HttpClient http = new() { BaseAddress = api.Address };
        await CloseMinutesUntilAsync(venue, http, status => status.GetProperty("positions").GetArrayLength() == 1);

        Brittle.Throws = true;
        await CloseMinutesUntilAsync(venue, http, status => status.GetProperty("quarantines").GetArrayLength() == 1);
        await CloseMinutesUntilAsync(venue, http, status => status.GetProperty("positions")[0].GetProperty("quantity").GetString() == "0");
        (int listed, string list, string _) = await CoinPilotProcess.RunAsync("quarantine", "list", "--api", api.Address.ToString());
        string path = list.Split(':')[0];
        (int _, string strategies, string _) = await CoinPilotProcess.RunAsync("strategies", "--api", api.Address.ToString());
        Brittle.Throws = false;
        (int lifted, string lift, string _) = await CoinPilotProcess.RunAsync("quarantine", "lift", path, "--api", api.Address.ToString());
        (int unknown, string _, string refusal) = await CoinPilotProcess.RunAsync("quarantine", "lift", "no/body", "--api", api.Address.ToString());

        Assert.Equal((0, 0, 2), (listed, lifted, unknown));
        Assert.Contains("KRW-BTC/symbol/strategy-brittle: ", list, StringComparison.Ordinal);
        Assert.Contains("KRW-BTC brittle: quarantined InvalidOperationException: as it was told", strategies, StringComparison.Ordinal);
        Assert.Contains("starts again", lift, StringComparison.Ordinal);
        Assert.Contains("'no/body' is not in quarantine", refusal, StringComparison.Ordinal);
        await CloseMinutesUntilAsync(venue, http, status => status.GetProperty("positions")[0].GetProperty("quantity").GetString() != "0");
    }

    private static Task CloseMinutesUntilAsync(FakeVenue venue, HttpClient http, Func<JsonElement, bool> condition) => Until.TrueAsync(async () =>
    {
        await venue.CloseMinuteAsync();
        using JsonDocument status = JsonDocument.Parse(await http.GetStringAsync("api/status"));
        return condition(status.RootElement);
    }, Limit, () => http.GetStringAsync("api/status").Result);

    /// <summary>Wants to be long, and fails on every candle while it is told to.</summary>
    private sealed class Brittle : Strategy
    {
        public static volatile bool Throws;

        public static StrategyDescriptor Descriptor { get; } = new("brittle", "throws when told to", [], static _ => new Brittle());

        public override int WarmUpMinutes => 1;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            if (Throws)
                throw new InvalidOperationException("as it was told");
            return view.IsLong ? null : new Intent(IntentKind.Enter, "flat");
        }
    }
}
