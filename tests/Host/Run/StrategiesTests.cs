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

/// <summary>What an operator sees of strategies: what they wait for, what they decided, and why.</summary>
public sealed class StrategiesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Strategies_OfARunningSystem_ShowWhatTheyWaitForAndWhyTheyDecided()
    {
        Counter.Enough = int.MaxValue;
        FakeVenue venue = new();
        await using InMemoryJournal journal = new();
        await using TradingSystem system = new(
            Settings(), [], new Venue(venue, venue, static () => new Dictionary<string, long>()), journal, TimeProvider.System, static _ => { });
        await using ApiServer api = await ApiServer.StartAsync(system, 0);
        await system.StartAsync("test", CancellationToken.None);
        using HttpClient http = new() { BaseAddress = api.Address };

        await CloseMinutesUntilAsync(venue, http, "api/strategies", all => all[0].GetProperty("state").GetString() == "warm");
        string waiting = await ShowAsync(api, "strategies");
        Counter.Enough = 3;
        await CloseMinutesUntilAsync(venue, http, "api/strategies", all => all[0].GetProperty("last").ValueKind == JsonValueKind.Object);
        await CloseMinutesUntilAsync(venue, http, "api/orders", all => all.GetProperty("recent").GetArrayLength() > 0);
        string decided = await ShowAsync(api, "strategies", "--symbol", "KRW-BTC");
        string orders = await ShowAsync(api, "orders", "--why");
        string plain = await ShowAsync(api, "orders");
        (int code, string _, string refusal) = await CoinPilotProcess.RunAsync("strategies", "--symbol", "KRW-ETH", "--api", api.Address.ToString());

        Assert.Contains("KRW-BTC counter: warm, 1 of 1 minutes seen, holds 0\n  waits for: not candles ", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("last decision", waiting, StringComparison.Ordinal);
        Assert.Matches(@"last decision .*Z: enter, enough candles; (under way|carried out)\n  because: candles \d+ >= 3", decided);
        Assert.Matches(@"\n    enough candles\n      candles \d+ >= 3", orders);
        Assert.DoesNotContain("enough candles", plain, StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Contains("no strategy runs on 'KRW-ETH'", refusal, StringComparison.Ordinal);
    }

    private static RunSettings Settings() => new(
        "", null, [Symbol.Parse("KRW-BTC")], [new StrategyChoice(Counter.Descriptor, StrategySettings.Read("counter", [], new Dictionary<string, string>()))],
        RiskLimits.Default, 1, 1, Money.Of(10_000_000), 0, null);

    private static async Task<string> ShowAsync(ApiServer api, params string[] verb)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync([.. verb, "--api", api.Address.ToString()]);
        Assert.True(code == 0, errors);
        return output.ReplaceLineEndings("\n");
    }

    private static Task CloseMinutesUntilAsync(FakeVenue venue, HttpClient http, string path, Func<JsonElement, bool> condition) => Until.TrueAsync(async () =>
    {
        await venue.CloseMinuteAsync();
        using JsonDocument answer = JsonDocument.Parse(await http.GetStringAsync(path));
        return condition(answer.RootElement);
    }, Limit, () => http.GetStringAsync(path).Result);

    /// <summary>Wants to be long once it has seen enough candles.</summary>
    private sealed class Counter : Strategy
    {
        public static volatile int Enough;

        private int _candles;

        public static StrategyDescriptor Descriptor { get; } = new("counter", "enters after some candles", [], static _ => new Counter());

        public override int WarmUpMinutes => 1;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            _candles++;
            return view.IsLong || _candles < Enough ? null : new Intent(IntentKind.Enter, "enough candles") { Conditions = Explain(view) };
        }

        public override ValueList<Condition> Explain(in StrategyView view) => ValueList<Condition>.Of([Condition.AtLeast("candles", _candles, Enough)]);
    }
}
