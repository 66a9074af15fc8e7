using System.Globalization;
using CoinPilot.Optimisation;

namespace CoinPilot.App.Optimisations;

/// <summary>How far the best trial may be luck: docs/optimising.md. All Sharpe ratios are per day.</summary>
/// <param name="Trials">From which the best was picked.</param>
/// <param name="Days">Of returns.</param>
/// <param name="ExpectedMaximum">The ratio that the best of so many trials without skill is expected to have.</param>
internal sealed record OverfitFigures(
    int Trials, int Days, double Sharpe, double Skewness, double Kurtosis, double SharpeVariance, double ExpectedMaximum, double DeflatedSharpe,
    double BacktestOverfitting, double ProbabilityOfLoss, int Ways)
{
    /// <summary>Null where there is no best.</summary>
    public static OverfitFigures? Of(IReadOnlyList<TrialRecord> trials, TrialRecord? best)
    {
        if (best is null)
            return null;
        double[][] returns = [.. trials.Where(t => t.Failure is null).Select(t => t.DailyReturns.ToArray())];
        double[] sharpes = [.. returns.Select(r => ReturnMoments.Of(r).Sharpe)];
        ReturnMoments found = ReturnMoments.Of([.. best.DailyReturns]);
        double variance = sharpes.Length < 2 ? 0 : Math.Pow(ReturnMoments.Of(sharpes).Deviation, 2);
        BacktestOverfitting overfitting = CoinPilot.Optimisation.BacktestOverfitting.Of(returns);
        return new OverfitFigures(
            sharpes.Length, found.Count, found.Sharpe, found.Skewness, found.Kurtosis, variance,
            CoinPilot.Optimisation.DeflatedSharpe.ExpectedMaximum(sharpes.Length, variance), CoinPilot.Optimisation.DeflatedSharpe.Of(found, sharpes),
            overfitting.Probability, overfitting.ProbabilityOfLoss, overfitting.Ways);
    }

    /// <summary>Both measures in plain words.</summary>
    public IEnumerable<string> Explain()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        yield return double.IsNaN(DeflatedSharpe)
            ? $"deflated Sharpe ratio: {Days} days in which {(Sharpe == 0 ? "nothing moved" : "too little happened")} do not tell"
            : string.Create(plain, $"deflated Sharpe ratio {DeflatedSharpe:F3}: the probability that the best's true Sharpe ratio is above 0. Its {Sharpe:F3} a day over {Days} days stands against {ExpectedMaximum:F3}, which the best of {Trials:N0} trials as different as these has by luck alone; below 0.95 it may well be luck.");
        yield return double.IsNaN(BacktestOverfitting)
            ? $"probability of backtest overfitting: {Trials:N0} trials over {Days} days are too few to tell"
            : string.Create(plain, $"probability of backtest overfitting {BacktestOverfitting:P0}: in so many of {Ways:N0} ways to split the days, the best of one half was at most average in the other, and in {ProbabilityOfLoss:P0} it lost there; near 50 % the search finds noise, near 0 % what it finds holds.");
    }
}
