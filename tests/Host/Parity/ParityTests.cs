using CoinPilot.App.Parity;
using CoinPilot.Matching;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Parity;

/// <summary>
/// Backtest, paper trading on the local exchange and replay do the same on a real day (shared/data; skipped where it is missing); and where one of them
/// does not, the first difference is named.
/// </summary>
public sealed class ParityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The day is one on which the strategy trades that coin.
    [Theory]
    [InlineData("turtle", "XRP", 22, 2)]
    [InlineData("grid", "XRP", 22, 15)]
    [InlineData("mean-reversion", "XRP", 22, 1)]
    [InlineData("buy-and-hold", "BTC", 22, 1)]
    [InlineData("ma-cross", "BTC", 22, 20)]
    [InlineData("volatility-breakout", "XRP", 12, 1)]
    public async Task Parity_OfAShippedStrategyOnARealDay_Holds(string strategy, string coin, int day, int orders)
    {
        ParityReport report = await CheckAsync(RealDay.Input([coin], [RealDay.Choose(strategy)], day: day));

        AssertHolds(report, orders);
        Assert.True(report.Candles > 1_400);
    }

    [Fact]
    public async Task Parity_OfAllStrategiesOnOneAccount_Holds()
    {
        StrategyChoice[] all = [.. StrategyCatalog.All.Select(d => RealDay.Choose(d.Name))];

        ParityReport report = await CheckAsync(RealDay.Input(["BTC", "XRP"], all, RealDay.Crowded, hours: 8));

        AssertHolds(report, orders: 20);
        Assert.All(report.Legs, leg => Assert.True(leg.Denials > 0, "nothing was denied: the account was not shared"));
    }

    [Fact]
    public async Task Parity_WithAnotherFeeAtTheExchange_NamesTheFirstFill()
    {
        ParityReport report = await CheckAsync(
            RealDay.Input(["BTC"], [RealDay.Choose("ma-cross")], hours: 2), rules: rules => rules with { Fee = new FeeRate(600) });

        Assert.False(report.Holds);
        ParityDifference difference = report.Difference!;
        Assert.Equal(("backtest", "paper", "KRW-BTC ma-cross orders"), (difference.One, difference.Other, difference.Where));
        Assert.Contains("OrderExecuted", difference.OneSide, StringComparison.Ordinal);
        Assert.Contains("\"fee\":", difference.OtherSide, StringComparison.Ordinal);
        Assert.NotNull(difference.At);
        Assert.NotEqual(report.Legs[0].Hash, report.Legs[1].Hash);
        Assert.Equal(report.Legs[1].Hash, report.Legs[2].Hash);
    }

    [Theory]
    [InlineData("paper trading", "backtest", "paper")]
    [InlineData("replay", "paper", "replay")]
    public async Task Parity_OfAStrategyThatKnowsWhichLegItRunsIn_NamesItsFirstDecision(string leg, string one, string other)
    {
        Treacherous.Leg = "backtest";
        Treacherous.BetraysIn = leg;
        ParityReport report = await CheckAsync(
            RealDay.Input(["BTC"], [Treacherous.Descriptor.Choose(new Dictionary<string, string>())], hours: 1), onLeg: now => Treacherous.Leg = now);

        Assert.False(report.Holds);
        Assert.Equal((one, other), (report.Difference!.One, report.Difference.Other));
        Assert.Contains("\"reason\":\"as always\"", report.Difference.OneSide, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"otherwise\"", report.Difference.OtherSide, StringComparison.Ordinal);
    }

    private static void AssertHolds(ParityReport report, int orders)
    {
        Assert.True(report.Holds, $"{report.Difference}");
        Assert.Equal(["backtest", "paper", "replay"], report.Legs.Select(l => l.Name));
        Assert.Single(report.Legs.Select(l => (l.Orders, l.Fills, l.Denials, l.Hash)).Distinct());
        Assert.True(report.Legs[0].Orders >= orders && report.Legs[0].Fills > 0, $"only {report.Legs[0]}");
    }

    private Task<ParityReport> CheckAsync(ParityInput input, Func<VenueRules, VenueRules>? rules = null, Action<string>? onLeg = null) =>
        new ParityCheck(input, _folder.Path) { ExchangeRules = rules ?? (static same => same) }
            .RunAsync((leg, _) => onLeg?.Invoke(leg), TestContext.Current.CancellationToken);

    /// <summary>Enters and leaves now and then, and says why in other words in one leg.</summary>
    private sealed class Treacherous : Strategy, IStrategyKind
    {
        private int _candles;

        public static string Leg { get; set; } = "";

        public static string BetraysIn { get; set; } = "";

        public static StrategyDescriptor Descriptor { get; } = new("treacherous", "knows where it runs", [], static _ => new Treacherous());

        public override int WarmUpMinutes => 0;

        public override Intent? OnCandle(in MarketData.Candle candle, in StrategyView view) => ++_candles % 10 == 0
            ? new Intent(view.IsLong ? IntentKind.Exit : IntentKind.Enter, Leg == BetraysIn ? "otherwise" : "as always")
            : null;
    }
}
