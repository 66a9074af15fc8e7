using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Backtests;
using CoinPilot.App.Cli;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>What all legs of a parity check run on: the same candles, account, strategies and limits.</summary>
/// <param name="Series">Candles before <paramref name="From"/> are history; none lies after the end.</param>
/// <param name="Options">Of the backtest; paper trading has the same.</param>
/// <param name="From">The minute with which trading begins: every symbol has a candle in it.</param>
/// <param name="Kinds">The strategies that there are.</param>
internal sealed record ParityInput(
    IReadOnlyList<CandleSeries> Series, BacktestOptions Options, Timestamp From, IReadOnlyList<StrategyDescriptor> Kinds)
{
    /// <summary>
    /// Cuts candles to those from <paramref name="from"/> on and before <paramref name="to"/>, with as much history before them as a start of the system
    /// asks for. Trading begins with the first minute in which every symbol traded: the system can start there. Throws <see cref="UsageException"/>
    /// where there is none.
    /// </summary>
    public static ParityInput Of(
        IReadOnlyList<CandleSeries> series, BacktestOptions options, Timestamp from, Timestamp to, IReadOnlyList<StrategyDescriptor> kinds)
    {
        Latency latency = options.Models.TermsOf(VenueRules.UpbitKrw).Latency;
        if (latency.Candle != UpbitOptions.UsualFinalDelay || latency.Order <= TimeSpan.Zero)
            throw new UsageException(
                $"--latency {options.Models.Latency}: paper trading knows a candle {UpbitOptions.UsualFinalDelay.TotalMilliseconds:0} ms after its end (candle_ms), "
                + "and its orders take some time (order_ms)");
        Timestamp start = FirstOfAll(series, from, to);
        return new ParityInput([.. series.Select(s => Cut(s, options, start, to))], options, start, kinds);
    }

    /// <summary>The venue's rules and distance, the same in backtest and paper trading.</summary>
    public ExecutionTerms Terms { get; } = Options.Models.TermsOf(VenueRules.UpbitKrw);

    /// <summary>The limits with the fee that a backtest holds cash for.</summary>
    public RiskLimits Limits => Terms.Rules.HighestFee.PartsPerMillion > Options.Limits.Fee.PartsPerMillion
        ? Options.Limits with { Fee = Terms.Rules.HighestFee }
        : Options.Limits;

    /// <summary>When the last minute is over.</summary>
    public Timestamp End => Series.Max(s => s.Candles[^1].OpenTime) + TimeSpan.FromMinutes(1);

    /// <summary>Where a backtest ends: the last candle is known, and what it leads to finds no market any more.</summary>
    public Timestamp LastMoment => End + Terms.Latency.Candle;

    /// <summary>Candles that are traded on.</summary>
    public long Candles => Series.Sum(s => (long)s.Candles.Count(c => c.OpenTime >= From));

    private static Timestamp FirstOfAll(IReadOnlyList<CandleSeries> series, Timestamp from, Timestamp to)
    {
        IEnumerable<Timestamp> common = series.Select(s => s.Candles.Select(c => c.OpenTime).Where(t => t >= from && t < to))
            .Aggregate((one, other) => one.Intersect(other));
        Timestamp first = common.DefaultIfEmpty(Timestamp.None).Min();
        return first.IsSet ? first : throw new UsageException(
            $"there is no minute from {from} to {to} in which all of {string.Join(", ", series.Select(s => s.Symbol))} have a candle");
    }

    private static CandleSeries Cut(CandleSeries series, BacktestOptions options, Timestamp start, Timestamp to)
    {
        int history = History.CandlesFor(options.Strategies.Where(s => s.RunsOn(series.Symbol)), options.Limits);
        return series with
        {
            Candles = [.. series.Candles.Where(c => c.OpenTime < start).TakeLast(history), .. series.Candles.Where(c => c.OpenTime >= start && c.OpenTime < to)],
        };
    }
}
