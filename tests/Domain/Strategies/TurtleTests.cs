using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Tests.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>On bars of five minutes from 99 to 101: the entry's high is 101, the exit's low 99 and N is 2.</summary>
public sealed class TurtleTests
{
    private const int BarMinutes = 5;

    private readonly PaperDesk _desk = new(Create());
    private int _second;
    private int _bar;

    [Fact]
    public void Price_AboveTheEntrysHigh_BuysAUnitOfOnePercentOverN()
    {
        Bars(8);
        Tick(101);
        Assert.Empty(_desk.Wanted);
        Tick(102);

        Intent intent = Assert.Single(_desk.Wanted).Intent;
        Assert.Equal((IntentKind.Enter, "system 1: 102 is above 101, the high of 4 bars"), (intent.Kind, intent.Reason));
        Assert.Equal(51m, intent.Terms.EquityPercent);
        Assert.Equal(["price over the entry's high 102 > 101"], intent.Conditions.Select(c => c.ToString()));
    }

    [Fact]
    public void Levels_BeforeEnoughBars_AreNotKnown()
    {
        Bars(4);
        Tick(102);
        Assert.Empty(_desk.Wanted);
    }

    [Fact]
    public void Price_HalfAnNAboveTheLastUnit_AddsUpToFourUnits()
    {
        Bars(8);
        foreach (decimal price in new[] { 102m, 102.99m, 103m, 103.99m, 104m, 105m, 106m, 120m })
            Tick(price);

        Assert.Equal([102m, 103m, 104m, 105m], _desk.Fills.Select(f => f.Price.ToDecimal()));
        Assert.Equal("unit 4 of 4: 105 is 0.5 N of 2 above 104", _desk.Reasons.Last());
    }

    [Fact]
    public void Stop_BelowTheLastUnit_SellsAllAndIsRaisedByEachUnit()
    {
        TurtleTests tight = new(Create(("stop", "1")));
        tight.Bars(8);
        tight.Tick(102);
        tight.Tick(100.01m);
        tight.Tick(103);
        tight.Tick(101.01m);
        Assert.True(tight._desk.View.IsLong);
        tight.Tick(101);

        Assert.False(tight._desk.View.IsLong);
        Assert.Equal("101 is at or below the stop 101, 1 N of 2 below 103", tight._desk.Reasons.Last());
        Assert.Equal(["price at the stop 101 <= 101"], tight._desk.Wanted[^1].Intent.Conditions.Select(c => c.ToString()));
    }

    [Fact]
    public void Price_BelowTheExitsLow_SellsAll()
    {
        Bars(8);
        Tick(101.5m);
        Tick(99);
        Assert.True(_desk.View.IsLong);
        Tick(98.99m);

        Assert.Equal("98.99 is below 99, the low of 2 bars", _desk.Reasons.Last());
        Assert.Equal(IntentKind.Exit, _desk.Kinds.Last());
    }

    [Fact]
    public void Unit_ThatIsDenied_IsAskedForOnceAMinute()
    {
        Bars(8);
        _desk.Allows = static _ => false;
        Tick(102);
        _second = 59;
        Tick(103);
        Assert.Single(_desk.Wanted);
        _desk.Allows = static _ => true;
        Tick(103);
        Tick(104);

        Assert.Equal([102m, 103m, 104m], _desk.Wanted.Select(w => w.Intent.Conditions[0].Value).Select(v => (decimal)v));
        Assert.Equal(2, _desk.Fills.Count);
    }

    [Fact]
    public void Position_ThatWasStopped_IsNotTakenAgainInTheSameBar()
    {
        Bars(8);
        Tick(102);
        Tick(103);
        Tick(98);
        Tick(104);

        Assert.Equal([IntentKind.Enter, IntentKind.Enter, IntentKind.Exit], _desk.Kinds);
    }

    [Fact]
    public void Tick_AfterABarThatHasNotClosedYet_WaitsForItsLevels()
    {
        Bars(7);
        for (int i = 0; i < BarMinutes - 1; i++)
            _desk.Play(Candles.Of(_bar * BarMinutes + i, 100, 109, 99, 100));
        _desk.Wanted.Clear();
        _bar++;
        Tick(105);

        Assert.Empty(_desk.Wanted);
    }

    [Fact]
    public void Breakout_AfterAWinner_IsSkippedUntilTheFailsafesHigh()
    {
        TurtleTests patient = new(Create(("s1.failsafe", "200")));
        patient.Bars(150, high: 140);
        patient.Bars(60);
        patient.Trend(from: 102, to: 120);
        patient.Trend(from: 116, to: 100);
        Assert.Equal(IntentKind.Exit, patient._desk.Kinds.Last());
        patient.Bars(5);
        int before = patient._desk.Wanted.Count;

        patient.Trend(from: 101, to: 140);
        Assert.Equal(before, patient._desk.Wanted.Count);
        patient.Trend(from: 141, to: 142);

        Assert.Equal("failsafe: 141 is above 140, the high of 200 bars", patient._desk.Wanted[before].Intent.Reason);
    }

    [Fact]
    public void Breakout_AfterAWinner_IsTakenWhereSkippingIsOffOrByTheLongSystem()
    {
        foreach (string[] setting in new[] { new[] { "s1.skip", "0" }, ["system", "2"] })
        {
            TurtleTests other = new(Create((setting[0], setting[1])));
            other.Bars(28);
            other.Trend(from: 102, to: 120);
            other.Trend(from: 116, to: 100);
            other.Bars(5);
            int before = other._desk.Wanted.Count;
            other.Trend(from: 101, to: 139);

            Assert.Equal(IntentKind.Enter, other._desk.Wanted[before].Intent.Kind);
        }
    }

    [Fact]
    public void Restart_WithUnits_KeepsTheirNumberAndTheirStop()
    {
        Bars(8);
        Tick(102);
        Tick(103);
        PaperDesk again = _desk.RestartAs(Create());
        TurtleTests after = new(again) { _bar = _bar };
        after.Bars(8, low: 99.5m, high: 103.5m);
        after.Tick(104);
        after.Tick(99);

        Assert.Equal(["unit 3 of 4: 104 is 0.5 N of 2 above 103"], again.Reasons.Where(r => r.StartsWith("unit", StringComparison.Ordinal)));
        Assert.Equal(IntentKind.Exit, again.Kinds.Last());
    }

    [Fact]
    public void Restart_WithoutHistory_StillHasItsStop()
    {
        Bars(8);
        Tick(102);
        PaperDesk again = _desk.RestartAs(Create());
        TurtleTests after = new(again) { _bar = _bar, _second = _second };
        after.Tick(98.01m);
        Assert.True(again.View.IsLong);
        after.Tick(98);

        Assert.Equal("98 is at or below the stop 98, 2 N of 2 below 102", Assert.Single(again.Reasons));
    }

    [Fact]
    public void Position_OfWhichNothingIsRemembered_IsGuardedAndNotAddedTo()
    {
        Turtle strategy = Create();
        StrategyFeed feed = new(strategy);
        for (int i = 0; i < 8 * BarMinutes; i++)
            feed.OnCandle(Candles.Of(i, 100, 101, 99, 100), default);
        StrategyView held = new(Quantity.Of(1), Price.Of(102), Candles.At(1));

        Assert.Null(strategy.OnTick(TradeAt(8 * BarMinutes, 1, 110), held));
        Assert.Equal("98 is at or below the stop 98, 2 N of 2 below 102", strategy.OnTick(TradeAt(8 * BarMinutes, 2, 98), held)?.Reason);
    }

    [Theory]
    [InlineData("s1.exit", "21", "s1.exit (21) must not be above s1.entry (20) in 'turtle'")]
    [InlineData("s1.failsafe", "19", "s1.failsafe (19) must not be below s1.entry (20) in 'turtle'")]
    public void Lengths_ThatDoNotGoTogether_AreRefused(string key, string value, string message) => Assert.Equal(
        message, Assert.Throws<StrategyConfigurationException>(() => StrategyCatalog.Choose("turtle", new Dictionary<string, string> { [key] = value })).Message);

    [Theory]
    [InlineData("1", 56 * 1440)]
    [InlineData("2", 56 * 1440)]
    public void WarmUp_ByDefault_HoldsTheLongestLevel(string system, int minutes) =>
        Assert.Equal(minutes, StrategyCatalog.Choose("turtle", new Dictionary<string, string> { ["system"] = system }).Create().WarmUpMinutes);

    public TurtleTests()
    {
    }

    private TurtleTests(PaperDesk desk) => _desk = desk;

    private TurtleTests(Turtle strategy) => _desk = new PaperDesk(strategy);

    private static Turtle Create(params (string Key, string Value)[] settings)
    {
        Dictionary<string, string> all = new()
        {
            ["minutes"] = "5", ["s1.entry"] = "4", ["s1.exit"] = "2", ["s1.failsafe"] = "5", ["s2.entry"] = "6", ["s2.exit"] = "3", ["rangeBars"] = "4",
        };
        foreach ((string key, string value) in settings)
            all[key] = value;
        return (Turtle)StrategyCatalog.Choose("turtle", all).Create();
    }

    // Whole bars around 100.
    private void Bars(int count, decimal low = 99, decimal high = 101)
    {
        for (int i = 0; i < count * BarMinutes; i++)
            _desk.Play(Candles.Of(_bar * BarMinutes + i, 100, high, low, 100));
        _bar += count;
        _second = 0;
    }

    // One bar for each step of a won.
    private void Trend(int from, int to)
    {
        for (int price = from; price != to + Math.Sign(to - from); price += Math.Sign(to - from), _bar++)
        {
            for (int i = 0; i < BarMinutes; i++)
                _desk.Play(Candles.Flat(_bar * BarMinutes + i, price));
        }
    }

    private void Tick(decimal price) => _desk.Tick(TradeAt(_bar * BarMinutes, ++_second, price));

    private static Trade TradeAt(int minute, int second, decimal price) =>
        new(Candles.At(minute) + TimeSpan.FromSeconds(second), Price.Of(price), Quantity.Of(1), OrderSide.Buy, 0);
}
