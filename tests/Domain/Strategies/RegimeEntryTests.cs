using CoinPilot.Strategies;

namespace CoinPilot.Tests.Strategies;

/// <summary>Every condition of the mean reversion's entry table, on both sides of its figure, where all others hold.</summary>
public sealed class RegimeEntryTests
{
    private static readonly StrategySettings Defaults = StrategyCatalog.Choose("mean-reversion", new Dictionary<string, string>()).Settings;

    public static TheoryData<string> Regimes => ["Bull", "Sideways", "Bear"];

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Entry_WithEveryConditionMet_IsTaken(string regime) => Assert.True(Holds(Of(regime), Met(Of(regime))));

    [Theory]
    [InlineData("Bull", "rsi14", 50, 50.01)]
    [InlineData("Sideways", "rsi14", 48, 48.01)]
    [InlineData("Bear", "rsi14", 42, 42.01)]
    [InlineData("Bull", "rsi7Low", 41.99, 42)]
    [InlineData("Sideways", "rsi7Low", 39.99, 40)]
    [InlineData("Bear", "rsi7Low", 29.99, 30)]
    [InlineData("Bull", "rsi7", 42, 41.99)]
    [InlineData("Sideways", "rsi7", 42, 41.99)]
    [InlineData("Bear", "rsi7", 30, 29.99)]
    [InlineData("Bull", "bounce", 2, 1.99)]
    [InlineData("Sideways", "bounce", 3, 2.99)]
    [InlineData("Bear", "bounce", 2, 1.99)]
    [InlineData("Bull", "close", 100.01, 100)]
    [InlineData("Sideways", "close", 98.5, 98.49)]
    [InlineData("Bear", "close", 97, 96.99)]
    [InlineData("Bull", "volume", 1, 0.99)]
    [InlineData("Sideways", "volume", 0.4, 0.39)]
    [InlineData("Bear", "volume", 0.2, 0.19)]
    [InlineData("Bear", "highestVolume", 1.99, 2)]
    [InlineData("Sideways", "lowerBand", 100.99, 101)]
    [InlineData("Bear", "lowerBand", 100.99, 101)]
    [InlineData("Sideways", "sinceTouch", 29, 30)]
    [InlineData("Sideways", "closesAbove", 2, 1)]
    public void Condition_AtItsFigure_HoldsAndOneStepBeyondDoesNot(string regime, string field, double met, double unmet)
    {
        Assert.True(Holds(Of(regime), With(Met(Of(regime)), field, met)), $"{field} {met}");
        Assert.False(Holds(Of(regime), With(Met(Of(regime)), field, unmet)), $"{field} {unmet}");
    }

    [Theory]
    [InlineData("Bull", "highestVolume", 50)]
    [InlineData("Sideways", "highestVolume", 50)]
    [InlineData("Bull", "lowerBand", 200)]
    [InlineData("Bull", "sinceTouch", 1000)]
    [InlineData("Bear", "sinceTouch", 1000)]
    [InlineData("Bull", "closesAbove", 0)]
    [InlineData("Bear", "closesAbove", 0)]
    public void Condition_ThatTheRegimeDoesNotHave_IsNotAskedFor(string regime, string field, double value) =>
        Assert.True(Holds(Of(regime), With(Met(Of(regime)), field, value)));

    [Theory]
    [InlineData(102, Regime.Sideways)]
    [InlineData(102.01, Regime.Bull)]
    [InlineData(98, Regime.Sideways)]
    [InlineData(97.99, Regime.Bear)]
    public void Regime_ByTheAverages_NeedsMoreThanTheGap(double fast, Regime regime) =>
        Assert.Equal(regime, (Met(Regime.Bull) with { Fast = fast, Slow = 100 }).RegimeAt(2));

    [Theory]
    [InlineData("Bull", "100", 300, 300, 500)]
    [InlineData("Sideways", "90", 400, 250, 300)]
    [InlineData("Bear", "70", 500, 200, 300)]
    public void Rules_ByDefault_AreThoseOfTheDesign(string regime, string size, int stop, int trail, int target)
    {
        RegimeRules rules = Rules(Of(regime));

        Assert.Equal((decimal.Parse(size), stop, trail, 100, target), (rules.SizePercent, rules.StopBps, rules.TrailBps, rules.TrailFromBps, rules.TargetBps));
    }

    [Fact]
    public void Parameters_OfEveryTableFigure_ChangeTheRules()
    {
        foreach (StrategyParameter parameter in RegimeRules.Parameters)
        {
            decimal other = parameter.Default == parameter.Minimum ? parameter.Default + 1 : parameter.Minimum;
            StrategySettings changed = StrategyCatalog.Choose("mean-reversion", new Dictionary<string, string> { [parameter.Key] = other.ToString() }).Settings;
            Regime regime = Enum.Parse<Regime>(parameter.Key[..parameter.Key.IndexOf('.')], ignoreCase: true);

            Assert.NotEqual(Rules(regime), RegimeRules.Read(changed, regime));
            Assert.All(Enum.GetValues<Regime>().Where(r => r != regime && r != Regime.Unknown), r => Assert.Equal(Rules(r), RegimeRules.Read(changed, r)));
        }
    }

    private static Regime Of(string name) => Enum.Parse<Regime>(name);

    private static RegimeRules Rules(Regime regime) => RegimeRules.Read(Defaults, regime);

    private static bool Holds(Regime regime, RegimeReading reading)
    {
        Condition[] conditions = new Condition[RegimeEntry.Most];
        int count = RegimeEntry.Write(reading, Rules(regime), conditions);
        return RegimeEntry.AllHold(conditions.AsSpan(0, count));
    }

    private static RegimeReading Met(Regime regime) => new(
        Close: 101, Fast: 100, Slow: 100, Rsi14: 40, Rsi7: 45, Rsi7Low: regime == Regime.Bear ? 25 : 35, Average: 100,
        Volume: 1.5, HighestVolume: 1.6, LowerBand: 90, BarsSinceTouch: 10, ClosesAbove: 10);

    private static RegimeReading With(RegimeReading reading, string field, double value) => field switch
    {
        "rsi14" => reading with { Rsi14 = value },
        "rsi7Low" => reading with { Rsi7Low = value },
        "rsi7" => reading with { Rsi7 = value, Rsi7Low = 20 },
        // Near the dip's own figure, so that neither it nor the least RSI speaks first.
        "bounce" => reading with { Rsi7Low = value >= 2.9 ? 39.5 : reading.Rsi7Low < 30 ? 29 : 41.5, Rsi7 = (value >= 2.9 ? 39.5 : reading.Rsi7Low < 30 ? 29 : 41.5) + value },
        "close" => reading with { Close = value },
        "volume" => reading with { Volume = value },
        "highestVolume" => reading with { HighestVolume = value },
        "lowerBand" => reading with { LowerBand = value },
        "sinceTouch" => reading with { BarsSinceTouch = (int)value },
        "closesAbove" => reading with { ClosesAbove = (int)value },
        _ => throw new ArgumentException(field, nameof(field)),
    };
}
