using CoinPilot.MarketData;
using CoinPilot.Values;
using static CoinPilot.Indicators.IndicatorParameter;

namespace CoinPilot.Indicators;

/// <summary>Every indicator with its parameters; what the documentation, the benchmarks and the tests go by.</summary>
public static class IndicatorCatalog
{
    public static IReadOnlyList<IndicatorDescriptor> All { get; } =
    [
        Of("sma", "simple moving average", [Length("length", 20)], p => new SimpleMovingAverage(Whole(p, 0))),
        Of("ema", "exponential moving average", [Length("length", 20)], p => new ExponentialMovingAverage(Whole(p, 0))),
        Of("wma", "weighted moving average", [Length("length", 20)], p => new WeightedMovingAverage(Whole(p, 0))),
        Of("hma", "Hull moving average", [Length("length", 16, 2)], p => new HullMovingAverage(Whole(p, 0))),
        Of("dema", "double exponential moving average", [Length("length", 20)], p => new DoubleExponentialMovingAverage(Whole(p, 0))),
        Of("tema", "triple exponential moving average", [Length("length", 20)], p => new TripleExponentialMovingAverage(Whole(p, 0))),
        Of("kama", "Kaufman's adaptive moving average", [Length("length", 10), Length("fast", 2), Length("slow", 30)],
            p => new KaufmanAdaptiveMovingAverage(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("alma", "Arnaud Legoux moving average", [Length("length", 9), Number("offset", 0.85, 0, 1), Number("sigma", 6, 0.1, 100)],
            p => new ArnaudLegouxMovingAverage(Whole(p, 0), p[1], p[2])) with { CostsItsLength = true },
        Of("smma", "smoothed moving average (Wilder)", [Length("length", 20)], p => new SmoothedMovingAverage(Whole(p, 0))),
        Of("vwma", "volume-weighted moving average", [Length("length", 20)], p => new VolumeWeightedMovingAverage(Whole(p, 0))),
        Of("vwap", "volume-weighted average price of the day (UTC or KST)", [], _ => new SessionVwap(TradingDay.Utc)),
        Of("anchored-vwap", "volume-weighted average price since an instant", [], _ => new AnchoredVwap(Timestamp.None)),
        Of("rsi", "relative strength index", [Length("length", 14)], p => new RelativeStrengthIndex(Whole(p, 0))),
        Of("stoch", "stochastic oscillator", [Length("length", 14), Length("smooth", 3), Length("signal", 3)],
            p => new StochasticOscillator(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("stoch-rsi", "stochastic of the RSI", [Length("rsiLength", 14), Length("length", 14), Length("smooth", 3), Length("signal", 3)],
            p => new StochasticRsi(Whole(p, 0), Whole(p, 1), Whole(p, 2), Whole(p, 3))),
        Of("williams-r", "Williams %R", [Length("length", 14)], p => new WilliamsPercentR(Whole(p, 0))),
        Of("cci", "commodity channel index", [Length("length", 20, 2)], p => new CommodityChannelIndex(Whole(p, 0))) with { CostsItsLength = true },
        Of("roc", "rate of change", [Length("length", 10)], p => new RateOfChange(Whole(p, 0))),
        Of("momentum", "momentum", [Length("length", 10)], p => new Momentum(Whole(p, 0))),
        Of("tsi", "true strength index", [Length("slow", 25), Length("fast", 13), Length("signal", 7)],
            p => new TrueStrengthIndex(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("macd", "moving average convergence divergence", [Length("fast", 12, 1, 25), Length("slow", 26, 13), Length("signal", 9)],
            p => new Macd(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("ppo", "percentage price oscillator", [Length("fast", 12, 1, 25), Length("slow", 26, 13), Length("signal", 9)],
            p => new PercentagePriceOscillator(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("pmo", "price momentum oscillator", [Length("first", 35, 2), Length("second", 20, 2), Length("signal", 10)],
            p => new PriceMomentumOscillator(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("awesome", "awesome oscillator", [Length("fast", 5, 1, 33), Length("slow", 34, 6)], p => new AwesomeOscillator(Whole(p, 0), Whole(p, 1))),
        Of("ultimate", "ultimate oscillator", [Length("short", 7, 1, 14), Length("middle", 14, 7, 28), Length("long", 28, 14)],
            p => new UltimateOscillator(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("connors-rsi", "Connors RSI", [Length("rsiLength", 3), Length("streakLength", 2), Length("rankLength", 100)],
            p => new ConnorsRsi(Whole(p, 0), Whole(p, 1), Whole(p, 2))) with { CostsItsLength = true },
        Of("adx", "average directional index with +DI and -DI", [Length("length", 14)], p => new AverageDirectionalIndex(Whole(p, 0))),
        Of("aroon", "Aroon", [Length("length", 25)], p => new Aroon(Whole(p, 0))),
        Of("vortex", "vortex", [Length("length", 14)], p => new Vortex(Whole(p, 0))),
        Of("supertrend", "SuperTrend", [Length("length", 10), Number("multiplier", 3, 0.01, 100)], p => new SuperTrend(Whole(p, 0), p[1])),
        Of("psar", "parabolic SAR", [Number("step", 0.02, 0.0001, 0.2), Number("limit", 0.2, 0.02, 1)], p => new ParabolicSar(p[0], p[1])),
        Of("ichimoku", "Ichimoku", [Length("conversion", 9, 1, 26), Length("base", 26, 9, 52), Length("span", 52, 26)],
            p => new Ichimoku(Whole(p, 0), Whole(p, 1), Whole(p, 2))),
        Of("alligator", "Alligator", [], _ => new Alligator()),
        Of("true-range", "true range", [], _ => new TrueRange()),
        Of("atr", "average true range", [Length("length", 14)], p => new AverageTrueRange(Whole(p, 0))),
        Of("natr", "normalized average true range", [Length("length", 14)], p => new NormalizedAverageTrueRange(Whole(p, 0))),
        Of("bollinger", "Bollinger bands with %B and width", [Length("length", 20), Number("deviations", 2, 0.01, 100)],
            p => new BollingerBands(Whole(p, 0), p[1])),
        Of("keltner", "Keltner channel", [Length("length", 20), Number("multiplier", 2, 0.01, 100), Length("rangeLength", 10)],
            p => new KeltnerChannel(Whole(p, 0), p[1], Whole(p, 2))),
        Of("donchian", "Donchian channel", [Length("length", 20)], p => new DonchianChannel(Whole(p, 0))),
        Of("starc", "STARC bands", [Length("length", 6), Number("multiplier", 2, 0.01, 100), Length("rangeLength", 15)],
            p => new StarcBands(Whole(p, 0), p[1], Whole(p, 2))),
        Of("chandelier", "Chandelier exit", [Length("length", 22), Number("multiplier", 3, 0.01, 100)], p => new ChandelierExit(Whole(p, 0), p[1])),
        Of("stddev", "standard deviation", [Length("length", 20)], p => new StandardDeviation(Whole(p, 0))),
        Of("historical-volatility", "historical volatility", [Length("length", 20, 2), Number("barsPerYear", 525_600, 1, 1e9)],
            p => new HistoricalVolatility(Whole(p, 0), p[1])),
        Of("ewma-volatility", "exponentially weighted volatility", [Number("decay", 0.94, 0, 1), Length("length", 20)],
            p => new EwmaVolatility(p[0], Whole(p, 1))),
        Of("ulcer", "Ulcer index", [Length("length", 14)], p => new UlcerIndex(Whole(p, 0))),
        Of("obv", "on-balance volume", [], _ => new OnBalanceVolume()),
        Of("adl", "accumulation/distribution line", [], _ => new AccumulationDistribution()),
        Of("cmf", "Chaikin money flow", [Length("length", 20)], p => new ChaikinMoneyFlow(Whole(p, 0))),
        Of("chaikin", "Chaikin oscillator", [Length("fast", 3, 1, 9), Length("slow", 10, 4)], p => new ChaikinOscillator(Whole(p, 0), Whole(p, 1))),
        Of("mfi", "money flow index", [Length("length", 14)], p => new MoneyFlowIndex(Whole(p, 0))),
        Of("force", "force index", [Length("length", 13)], p => new ForceIndex(Whole(p, 0))),
        Of("elder-ray", "Elder ray", [Length("length", 13)], p => new ElderRay(Whole(p, 0))),
        Of("volume-ratio", "volume against its mean", [Length("length", 20)], p => new VolumeRatio(Whole(p, 0))),
        Of("zscore", "z-score", [Length("length", 20, 2)], p => new ZScore(Whole(p, 0))),
        Of("correlation", "correlation", [Length("length", 20, 2)], p => new Correlation(Whole(p, 0))),
        Of("beta", "beta", [Length("length", 20, 2)], p => new Beta(Whole(p, 0))),
        Of("regression", "linear regression: slope, end and R2", [Length("length", 14, 2)], p => new LinearRegression(Whole(p, 0))),
        Of("hurst", "Hurst exponent", [Length("length", 100, 2)], p => new HurstExponent(Whole(p, 0))),
        Of("pivots", "pivot points of the day before (UTC or KST)", [], _ => new PivotPoints(TradingDay.Utc)) with { WaitsForEvent = true },
        Of("fractal", "Williams' fractals", [], _ => new WilliamsFractal()),
        Of("heikin-ashi", "Heikin-Ashi bars", [], _ => new HeikinAshi()),
        Of("renko", "Renko bricks", [Number("size", 10, 1e-8, 1e12)], p => new Renko(p[0])) with { WaitsForEvent = true },
        Of("zigzag", "ZigZag", [Number("percent", 1, 0.01, 99)], p => new ZigZag(p[0])) with { WaitsForEvent = true },
    ];

    private static IndicatorDescriptor Of<T>(
        string name, string summary, IReadOnlyList<IndicatorParameter> parameters, Func<IReadOnlyList<double>, T> create)
        where T : class => new(name, summary, typeof(T), parameters, create);

    private static int Whole(IReadOnlyList<double> values, int index) => checked((int)values[index]);
}
