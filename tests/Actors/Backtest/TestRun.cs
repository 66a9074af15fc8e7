using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>A finished backtest: its result and every event, in order.</summary>
internal sealed record TestRun(BacktestResult Result, IReadOnlyList<IPositionEvent> Events)
{
    public const decimal Cash = 10_000_000m;

    /// <summary>An order that a candle's close decides fills at that close.</summary>
    public static ExecutionModels AtTheClose { get; } = new()
    {
        Fill = ModelCatalog.Fill.Read("through:volume_share=1"), Latency = ModelCatalog.Latency.Read("none"),
    };

    public static StrategyChoice MovingAverages { get; } = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>());

    public static StrategyChoice Breakout { get; } = StrategyCatalog.Choose("volatility-breakout", new Dictionary<string, string>());

    /// <summary>Under <see cref="AtTheClose"/>, so that what a strategy decides is all that is tested.</summary>
    public static TestRun Of(StrategyChoice strategy, params IReadOnlyList<Candle[]> series) => Of([strategy], RiskLimits.SizesOnly, series);

    /// <param name="series">Candles of each symbol, oldest first.</param>
    public static TestRun Of(IReadOnlyList<StrategyChoice> strategies, RiskLimits limits, IReadOnlyList<Candle[]> series) =>
        Of(new BacktestOptions(Money.Of(Cash), strategies, limits) { Models = AtTheClose }, series);

    /// <param name="alwaysAtLength">Plays no minute in short.</param>
    public static TestRun Of(BacktestOptions options, IReadOnlyList<Candle[]> series, bool alwaysAtLength = false) =>
        OfTapes(options, [.. series.Select(s => new CandleTape(s))], alwaysAtLength);

    public static TestRun OfTapes(BacktestOptions options, IReadOnlyList<MinuteTape> tapes, bool alwaysAtLength = false)
    {
        RecordingCodec codec = new();
        BacktestSession session = new(options, codec, SyntheticSeries.Start, alwaysAtLength);
        for (int i = 0; i < tapes.Count; i++)
            session.AddSymbol(SymbolOf(i), tapes[i]);
        session.Play();
        return new TestRun(session.Result(), codec.Events);
    }

    public static Symbol SymbolOf(int number) => Symbol.Parse($"KRW-C{number}");

    /// <summary>The result as one line of a golden file.</summary>
    public string Line(string name) =>
        $"{name} {Result.ResultHash} candles={Result.Candles} orders={Result.Orders} fills={Result.Fills} rejected={Result.Rejected} " +
        $"denied={Result.Denied} fees={Result.Fees} cash={Result.FinalCash} equity={Result.FinalEquity} " +
        $"return={Result.ReturnPercent:F4} drawdown={Result.MaxDrawdownPercent:F4}";
}
