using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Backtests.Truth;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Backtest;
using CoinPilot.Tests.Processes;
using CoinPilot.Tests.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Truth;

public sealed class LookAheadTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private static readonly AsyncLocal<IReadOnlyList<Candle>?> InReach = new();

    private static readonly StrategyParameter Minutes = new("minutes", 1, -100, 100, IsWhole: true, "how far it sees");

    // Knows the data that the session reads, as no strategy should.
    private static readonly StrategyDescriptor Peeker = new("peeker", "", [Minutes], s => new AheadOfTime(InReach.Value, s.Whole("minutes")));

    public static TheoryData<string> Names => QuickSettings.Names;

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Strategy_ThatSeesLaterCandles_IsFoundByItsFirstOrderThatWouldNotBe(int minutes)
    {
        LookAheadStrategy found = await CheckAsync(Peeker, minutes, SyntheticSeries.Make(seed: 3, 500));

        Assert.True(found.Orders > 20, $"{found.Orders} orders");
        Assert.Equal(found.Orders, found.Checked);
        Assert.False(found.IsClean);
        // One that sees the next candle alone is right by chance where that goes on as it opened.
        Assert.InRange(found.Differing, found.Checked / 5, found.Checked);
        Assert.NotEqual(found.First!.Whole, found.First.Then);
        Assert.StartsWith("with the data cut at 2025-09-01T", found.First.Cut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Strategy_ThatSeesOnlyWhatWas_IsClean(int minutes)
    {
        LookAheadStrategy found = await CheckAsync(Peeker, minutes, SyntheticSeries.Make(seed: 3, 500));

        Assert.True(found.IsClean, found.First?.ToString());
        Assert.True(found.Checked > 20, $"{found.Checked} checked");
    }

    [Fact]
    public async Task Strategy_OfWhichFewOrdersAreChecked_IsCheckedEvenlyFromTheFirstToTheLast()
    {
        List<Timestamp> ends = [];
        DecideOver noting = (series, options, stop) =>
        {
            lock (ends)
                ends.Add(series[0].Candles[^1].OpenTime);
            return DecideInReachAsync(series, options, stop);
        };
        Candle[] candles = SyntheticSeries.Make(seed: 3, 500);

        LookAheadStrategy found = await new LookAhead(noting, most: 3).CheckAsync(
            Peeker.Choose(new Dictionary<string, string> { ["minutes"] = "0" }), [new CandleSeries(Btc, candles)], Options, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(3, found.Checked);
        Timestamp[] cuts = [.. ends.Order().Take(3)];
        Assert.InRange((cuts[^1] - cuts[0]).TotalMinutes, 400, 500);
        Assert.InRange((cuts[1] - cuts[0]).TotalMinutes, 150, 350);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ShippedStrategy_OnARealFile_IsClean(string name)
    {
        CandleSeries real = CandleFiles.Read([RealData.RequireCandleFiles().Single(f => Path.GetFileName(f).StartsWith("BTC", StringComparison.Ordinal))], symbol: null).Series[0];
        Candle[] days = [.. real.Candles.Take(6 * 24 * 60)];

        LookAheadStrategy found = await new LookAhead(DecisionList.OfAsync, most: 25).CheckAsync(
            QuickSettings.Of(name), [new CandleSeries(Btc, days)], Options, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(found.Orders > 0, "it decided nothing");
        Assert.True(found.IsClean, found.First?.ToString());
    }

    private static BacktestOptions Options => new(Money.Of(10_000_000m), [], RiskLimits.SizesOnly);

    private static Task<LookAheadStrategy> CheckAsync(StrategyDescriptor kind, int minutes, Candle[] candles) => new LookAhead(DecideInReachAsync, int.MaxValue).CheckAsync(
        kind.Choose(new Dictionary<string, string> { ["minutes"] = $"{minutes}" }), [new CandleSeries(Btc, candles)], Options, _ => { }, TestContext.Current.CancellationToken);

    private static async Task<DecisionList> DecideInReachAsync(IReadOnlyList<CandleSeries> series, BacktestOptions options, CancellationToken stop)
    {
        InReach.Value = series[0].Candles;
        return await DecisionList.OfAsync(series, options, stop);
    }

    /// <summary>Buys before a rise and sells before a fall, by the candles that lie that many minutes off.</summary>
    private sealed class AheadOfTime(IReadOnlyList<Candle>? candles, int minutes) : Strategy
    {
        private int _seen;

        public override int WarmUpMinutes => 0;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            int at = _seen++ + minutes;
            if (candles is null || at < 1 || at >= candles.Count)
                return null;
            bool rises = candles[at].Close > candles[at - 1].Close;
            return rises == view.IsLong ? null : new Intent(rises ? IntentKind.Enter : IntentKind.Exit, $"{candles[at].Close}");
        }
    }
}
