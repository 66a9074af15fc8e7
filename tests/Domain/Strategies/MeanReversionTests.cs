using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

public sealed class MeanReversionTests
{
    private static readonly string[] Regimes = ["bull", "sideways", "bear"];

    [Fact]
    public void Entry_BeforeTwoHundredBars_IsNeverTaken()
    {
        PaperDesk desk = new(Create(Anything));
        for (int minute = 0; minute < 199 * 60 + 59; minute++)
            desk.Play(Candles.Flat(minute, 1_000));
        Assert.Empty(desk.Wanted);

        desk.Play(Candles.Flat(199 * 60 + 59, 1_000));

        (Timestamp at, Intent intent) = Assert.Single(desk.Wanted);
        Assert.Equal((Candles.At(200 * 60), IntentKind.Enter), (at, intent.Kind));
    }

    [Theory]
    [InlineData(1, "Bull", "1")]
    [InlineData(0, "Sideways", "0.9")]
    [InlineData(-1, "Bear", "0.7")]
    public void Entry_InEachRegime_HasItsSizeAndNamesTheRegimeAndTheConditions(int slope, string regime, string share)
    {
        PaperDesk desk = new(Create(Anything));
        for (int minute = 0; minute < 200 * 60; minute++)
            desk.Play(Candles.Flat(minute, 10_000 + slope * (minute / 60) * 20 + (minute / 60 % 3 == 0 ? 30 : 0)));

        Intent intent = Assert.Single(desk.Wanted).Intent;
        Assert.Equal(decimal.Parse(share), intent.Terms.Share);
        Assert.StartsWith(regime + ": averages", intent.Reason, StringComparison.Ordinal);
        Assert.Equal(6, intent.Conditions.Count);
        Assert.All(intent.Conditions, c => Assert.True(c.Holds, c.ToString()));
    }

    [Fact]
    public void TrailingStop_OnATrade_LeavesAtOnce()
    {
        PaperDesk desk = Bought(out int minute);
        Tick(desk, minute, 1, 10_300);
        Assert.True(desk.View.IsLong);
        Tick(desk, minute, 2, 10_042.5m);

        Assert.False(desk.View.IsLong);
        Assert.Contains("TrailingStop in Sideways at 10042.5, cost 10000, best 10300", desk.Reasons);
        Assert.Equal(["best price 10300 >= 10100", "price at the trailing stop 10042.5 <= 10042.5"], desk.Wanted[^1].Intent.Conditions.Select(c => c.ToString()));
    }

    [Fact]
    public void TakeProfit_OnTheClosedCandle_Leaves()
    {
        PaperDesk desk = Bought(out int minute);
        Tick(desk, minute, 1, 10_300);
        Assert.True(desk.View.IsLong);
        desk.Play(Candles.Flat(minute, 10_300));

        Assert.Contains("TakeProfit in Sideways at 10300, cost 10000, best 10300", desk.Reasons);
    }

    [Fact]
    public void Regime_ThatTurnsWhileLong_KeepsTheTighterStop()
    {
        // Bear's stop of 5 % is tighter than sideways' one of 50 %, and stays when the market is sideways again.
        PaperDesk desk = new(Create([.. Anything, ("sideways.stop", "50"), ("bear.hours", "8760"), ("sideways.hours", "8760"), ("bear.trailFrom", "1000"), ("sideways.trailFrom", "1000")]));
        int minute = 0;
        for (; minute < 200 * 60; minute++)
            desk.Play(Candles.Flat(minute, 10_000));
        Tick(desk, minute, 1, 9_400);
        Assert.True(desk.View.IsLong);
        for (; minute < 240 * 60; minute++)
            desk.Play(Candles.Flat(minute, 9_600));
        Assert.True(desk.View.IsLong);
        for (; minute < 600 * 60; minute++)
            desk.Play(Candles.Flat(minute, 9_600));
        Tick(desk, minute, 1, 9_501);
        Assert.True(desk.View.IsLong);
        Tick(desk, minute, 2, 9_500);

        Assert.Contains("StopLoss in Sideways at 9500, cost 10000, best 10000", desk.Reasons);
    }

    [Fact]
    public void Restart_WhileLong_KeepsBestPriceStopAndRegime()
    {
        PaperDesk desk = Bought(out int minute);
        Tick(desk, minute, 1, 10_299);
        PaperDesk again = desk.RestartAs(Create(Anything));

        Tick(again, minute, 2, 10_042);
        Assert.True(again.View.IsLong);
        Tick(again, minute, 3, 10_041.5m);

        Assert.Contains("TrailingStop in Sideways at 10041.5, cost 10000, best 10299", again.Reasons);
    }

    [Fact]
    public void Explain_OfEitherState_ShowsEveryConditionOfTheNextDecision()
    {
        MeanReversion strategy = Create(Anything);
        PaperDesk desk = new(strategy) { Allows = static _ => false };
        for (int minute = 0; minute < 201 * 60; minute++)
            desk.Play(Candles.Flat(minute, 10_000));
        Assert.Equal(6, strategy.Explain(desk.View).Count);

        desk.Allows = static _ => true;
        for (int minute = 201 * 60; minute < 202 * 60 + 2; minute++)
            desk.Play(Candles.Flat(minute, 10_000));

        Assert.Equal(
            ["price at the stop loss", "best price", "price at the trailing stop", "price at the target", "rsi14", "price", "hours open"],
            strategy.Explain(desk.View).Select(c => c.Name));
    }

    [Fact]
    public void Series_OfBars_CountsTouchesOfTheBandAndClosesAboveIt()
    {
        RegimeSeries series = new(new RegimeLengths(2, 3, 2, 2, 2, 2, 2, 2, 4, 1, 10));
        List<(int SinceTouch, int Above)> seen = [];
        foreach ((double low, double close) in new[] { (100d, 100d), (100d, 104d), (100d, 100d), (100d, 104d), (99.9, 103d), (101.1, 103d), (103d, 103d), (90d, 90d) })
        {
            series.Update(new Bar(Candles.At(0), close, close, low, close, 1));
            if (series.TryGet(close, out RegimeReading now))
                seen.Add((now.BarsSinceTouch, now.ClosesAbove));
        }

        // Mean and deviation of four closes by hand: 102 - 2; 102.75 - 1.64; 102.5 - 1.5; 103.25 - 0.43; 99.75 - 5.63.
        Assert.Equal([(0, 1), (0, 2), (1, 3), (2, 4), (0, 0)], seen.Select(s => s));
    }

    [Fact]
    public void Averages_InTheWrongOrder_AreRefused() => Assert.Equal(
        "fast (200) must be below slow (200) in 'mean-reversion'",
        Assert.Throws<StrategyConfigurationException>(() => Create([("fast", "200")])).Message);

    // Conditions that always hold.
    private static (string Key, string Value)[] Anything =>
    [
        .. Regimes.SelectMany(r => new[]
        {
            ($"{r}.rsi14Max", "100"), ($"{r}.rsi7Dip", "100"), ($"{r}.rsi7Min", "0"), ($"{r}.bounceMin", "0"), ($"{r}.priceMin", "0"), ($"{r}.volumeMin", "0"),
            ($"{r}.surgeMax", "0"), ($"{r}.aboveBand", "0"), ($"{r}.touchBars", "0"), ($"{r}.holdBars", "0"),
        }),
        .. new[] { ("rsi14Bars", "14") },
    ];

    private static MeanReversion Create((string Key, string Value)[] settings) =>
        (MeanReversion)StrategyCatalog.Choose("mean-reversion", settings.GroupBy(s => s.Key).ToDictionary(s => s.Key, s => s.Last().Value)).Create();

    private static PaperDesk Bought(out int minute)
    {
        PaperDesk desk = new(Create(Anything));
        for (minute = 0; minute < 200 * 60; minute++)
            desk.Play(Candles.Flat(minute, 10_000));
        Assert.True(desk.View.IsLong);
        return desk;
    }

    private static void Tick(PaperDesk desk, int minute, int second, decimal price) =>
        desk.Tick(new Trade(Candles.At(minute) + TimeSpan.FromSeconds(second), Price.Of(price), Quantity.Of(1), OrderSide.Buy, 0));
}
