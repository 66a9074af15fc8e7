using CoinPilot.Actors.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>A finished backtest: its result and every event, in order.</summary>
internal sealed record TestRun(BacktestResult Result, IReadOnlyList<IPositionEvent> Events)
{
    public const decimal Cash = 10_000_000m;

    public static StrategyChoice MovingAverages { get; } = StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>());

    public static StrategyChoice Breakout { get; } = StrategyCatalog.Choose("volatility-breakout", new Dictionary<string, string>());

    public static TestRun Of(StrategyChoice strategy, params IReadOnlyList<Candle[]> series) => Of([strategy], RiskLimits.SizesOnly, series);

    /// <param name="series">Candles of each symbol, oldest first.</param>
    /// <param name="reversed">Hands the candles of a minute over last symbol first.</param>
    public static TestRun Of(
        IReadOnlyList<StrategyChoice> strategies, RiskLimits limits, IReadOnlyList<Candle[]> series, bool reversed = false)
    {
        RecordingCodec codec = new();
        BacktestSession session = new(new BacktestOptions(Money.Of(Cash), strategies, limits), codec, SyntheticSeries.Start);
        for (int i = 0; i < series.Count; i++)
            session.AddSymbol(SymbolOf(i));
        foreach (IGrouping<Timestamp, SymbolCandle> minute in series
            .SelectMany((candles, symbol) => candles.Select(c => new SymbolCandle(symbol, c)))
            .GroupBy(c => c.Candle.OpenTime).OrderBy(g => g.Key))
        {
            session.Close([.. reversed ? minute.OrderByDescending(c => c.Symbol) : minute.OrderBy(c => c.Symbol)]);
        }
        return new TestRun(session.Result(SyntheticSeries.Start), codec.Events);
    }

    public static Symbol SymbolOf(int number) => Symbol.Parse($"KRW-C{number}");

    /// <summary>The result as one line of a golden file.</summary>
    public string Line(string name) =>
        $"{name} {Result.ResultHash} candles={Result.Candles} orders={Result.Orders} fills={Result.Fills} rejected={Result.Rejected} " +
        $"denied={Result.Denied} fees={Result.Fees} cash={Result.FinalCash} equity={Result.FinalEquity} " +
        $"return={Result.ReturnPercent:F4} drawdown={Result.MaxDrawdownPercent:F4}";
}
