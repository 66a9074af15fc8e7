namespace CoinPilot.Strategies;

/// <summary>One column of the mean reversion's tables: when it enters in a regime, how much, and when it leaves.</summary>
/// <param name="Rsi14Max">The slow RSI is at most this.</param>
/// <param name="Rsi7Dip">The fast RSI was below this within the dip's bars.</param>
/// <param name="Rsi7Min">The fast RSI is at least this now.</param>
/// <param name="BounceMin">Points between the fast RSI and its lowest within the dip's bars, at least.</param>
/// <param name="PriceMin">The close in percent of its average, at least; above it in a bull market.</param>
/// <param name="VolumeMin">The bar's volume over its average, at least.</param>
/// <param name="SurgeMax">No bar of the last few had its volume at this multiple of its average or more; 0 for no such rule.</param>
/// <param name="AboveBand">Whether the close is to be above the lower Bollinger band.</param>
/// <param name="TouchBars">Within so many bars a low touched the lower band; 0 for no such rule.</param>
/// <param name="HoldBars">So many closes in a row are above the lower band; 0 for no such rule.</param>
/// <param name="SizePercent">Of the standard size.</param>
/// <param name="StopBps">Stop loss below cost, in hundredths of a percent.</param>
/// <param name="TrailBps">Trailing stop below the best price.</param>
/// <param name="TrailFromBps">How far above cost the best price must have been for the trailing stop to hold.</param>
/// <param name="TargetBps">Take profit above cost.</param>
/// <param name="Rsi14Exit">Leaves where the slow RSI is above this, with at least <paramref name="Rsi14ExitBps"/> of profit.</param>
/// <param name="Hours">Leaves after so long.</param>
internal sealed record RegimeRules(
    Regime Regime,
    double Rsi14Max, double Rsi7Dip, double Rsi7Min, double BounceMin, double PriceMin, double VolumeMin, double SurgeMax,
    bool AboveBand, int TouchBars, int HoldBars, decimal SizePercent,
    int StopBps, int TrailBps, int TrailFromBps, int TargetBps, double Rsi14Exit, int Rsi14ExitBps, int Hours)
{
    /// <summary>The design's tables: a row of figures for bull, sideways and bear.</summary>
    private static readonly Row[] Rows =
    [
        new("rsi14Max", 50m, 48m, 42m, 0m, 100m, false, "entry: slow RSI at most"),
        new("rsi7Dip", 42m, 40m, 30m, 0m, 100m, false, "entry: fast RSI was below this within dipBars"),
        new("rsi7Min", 42m, 42m, 30m, 0m, 100m, false, "entry: fast RSI now at least"),
        new("bounceMin", 2m, 3m, 2m, 0m, 100m, false, "entry: points of fast RSI above its lowest of dipBars, at least"),
        new("priceMin", 100m, 98.5m, 97m, 0m, 200m, false, "entry: close in percent of its average, at least (bull: above)"),
        new("volumeMin", 1m, 0.4m, 0.2m, 0m, 100m, false, "entry: volume over its average, at least"),
        new("surgeMax", 0m, 0m, 2m, 0m, 1000m, false, "entry: no volume of surgeBars at this multiple of its average or more; 0 for off"),
        new("aboveBand", 0m, 1m, 1m, 0m, 1m, true, "entry: 1 for a close above the lower Bollinger band, 0 for off"),
        new("touchBars", 0m, 30m, 0m, 0m, 1000m, true, "entry: a low touched the lower band within so many bars; 0 for off"),
        new("holdBars", 0m, 2m, 0m, 0m, 1000m, true, "entry: so many closes in a row above the lower band; 0 for off"),
        new("size", 100m, 90m, 70m, 1m, 100m, false, "percent of the standard size"),
        new("stop", 3m, 4m, 5m, 0.01m, 99m, false, "exit: percent below cost"),
        new("trail", 3m, 2.5m, 2m, 0.01m, 99m, false, "exit: percent below the best price since the entry"),
        new("trailFrom", 1m, 1m, 1m, 0m, 1000m, false, "exit: percent above cost that the best price reached before the trailing stop holds"),
        new("target", 5m, 3m, 3m, 0.01m, 1000m, false, "exit: percent above cost"),
        new("rsi14Exit", 75m, 70m, 70m, 0m, 100m, false, "exit: slow RSI above, with at least rsi14ExitProfit"),
        new("rsi14ExitProfit", 1m, 1m, 0.5m, 0m, 1000m, false, "exit: percent above cost that the RSI's exit asks for"),
        new("hours", 72m, 48m, 24m, 1m, 8760m, true, "exit: hours after the entry"),
    ];

    /// <summary>The parameters of all regimes, those of one together.</summary>
    public static IEnumerable<StrategyParameter> Parameters =>
        new[] { Regime.Bull, Regime.Sideways, Regime.Bear }.SelectMany(regime => Rows.Select(row => row.Of(regime)));

    /// <summary>Percentages of money are kept to two places.</summary>
    public static RegimeRules Read(StrategySettings settings, Regime regime)
    {
        decimal Number(string row) => settings.Number(KeyOf(regime, row));
        double Figure(string row) => (double)Number(row);
        int Bps(string row) => (int)(Number(row) * 100m);
        return new RegimeRules(
            regime,
            Figure("rsi14Max"), Figure("rsi7Dip"), Figure("rsi7Min"), Figure("bounceMin"), Figure("priceMin"), Figure("volumeMin"), Figure("surgeMax"),
            Number("aboveBand") > 0, (int)Number("touchBars"), (int)Number("holdBars"), Number("size"),
            Bps("stop"), Bps("trail"), Bps("trailFrom"), Bps("target"), Figure("rsi14Exit"), Bps("rsi14ExitProfit"), (int)Number("hours"));
    }

    private static string KeyOf(Regime regime, string row) => $"{(regime switch { Regime.Bull => "bull", Regime.Sideways => "sideways", _ => "bear" })}.{row}";

    private readonly record struct Row(
        string Key, decimal Bull, decimal Sideways, decimal Bear, decimal Minimum, decimal Maximum, bool IsWhole, string Meaning)
    {
        public StrategyParameter Of(Regime regime) => new(
            KeyOf(regime, Key), regime switch { Regime.Bull => Bull, Regime.Sideways => Sideways, _ => Bear }, Minimum, Maximum, IsWhole, Meaning);
    }
}
