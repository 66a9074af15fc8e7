using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.Backtest;
using CoinPilot.Matching;
using CoinPilot.Optimisation;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>Runs combinations as production backtests, each over the same stretches of time; any number at once over the same candles.</summary>
/// <param name="options">The account and its rules; its strategies are replaced.</param>
/// <param name="stretches">At least one, in order. Several make one backtest: see <see cref="EquityChain"/>.</param>
internal sealed class TrialBacktest(ParameterSpace space, Goal goal, BacktestOptions options, IReadOnlyList<Stretch> stretches)
{
    /// <summary>The trial's record, also where an actor failed. Throws <see cref="OperationCanceledException"/>.</summary>
    public async Task<TrialRecord> RunAsync(Trial trial, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        try
        {
            (string hash, BacktestStatistics statistics, EquityCurve equity) = await ComputeAsync(space.Apply(trial.Combination), cancellation);
            Score score = goal.ScoreOf(statistics.Of);
            return Record(trial, score, began) with
            {
                ResultHash = hash,
                Metrics = BacktestStatistics.Metrics.ToDictionary(m => m, statistics.Of, StringComparer.Ordinal),
                DailyReturns = ReturnStatistics.DailyReturns(equity),
            };
        }
        catch (BacktestStoppedException stopped)
        {
            return Record(trial, Score.Failed, began) with { Failure = stopped.Message };
        }
    }

    /// <summary>The trial's parameters as its record has them.</summary>
    public static IReadOnlyDictionary<string, string> ParametersOf(ParameterSpace space, Trial trial) => space.Dimensions
        .Select((d, i) => KeyValuePair.Create(d.Name, d.TextOf(trial.Combination[i]))).ToDictionary(StringComparer.Ordinal);

    private async Task<(string Hash, BacktestStatistics Statistics, EquityCurve Equity)> ComputeAsync(
        IReadOnlyList<StrategyChoice> strategies, CancellationToken cancellation)
    {
        if (stretches.Count == 1)
        {
            BacktestResult result = await RunAsync(stretches[0], options with { Strategies = strategies }, cancellation);
            return (result.ResultHash, result.Statistics, result.Equity);
        }
        EquityChain chain = new(SaleFeeOf(options));
        StringBuilder hashes = new();
        foreach (Stretch stretch in stretches)
        {
            BacktestResult result = await RunAsync(stretch, options with { Strategies = strategies, Cash = chain.Equity ?? options.Cash }, cancellation);
            chain.Add(result.Trades, result.Equity);
            hashes.Append(result.ResultHash);
        }
        EquityCurve curve = chain.Curve();
        return (Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashes.ToString()))), BacktestStatistics.Of(chain.Trades, curve), curve);
    }

    /// <summary>What a sale at a stretch's end costs: the venue's highest fee.</summary>
    public static FeeRate SaleFeeOf(BacktestOptions options) => options.Models.TermsOf(VenueRules.UpbitKrw).Rules.HighestFee;

    /// <summary>One stretch as a plain backtest.</summary>
    public static async Task<BacktestResult> RunAsync(Stretch stretch, BacktestOptions options, CancellationToken cancellation) =>
        (await BacktestRun.RunAsync(stretch.Series, options with { TradeFrom = stretch.TradeFrom }, cancellation: cancellation)).Result;

    private TrialRecord Record(Trial trial, Score score, long began) => new(
        trial.Number, ParametersOf(space, trial), score.Objective, score.Violation, ResultHash: null, Failure: null,
        new Dictionary<string, double>(StringComparer.Ordinal), [], Stopwatch.GetElapsedTime(began).TotalSeconds);
}
