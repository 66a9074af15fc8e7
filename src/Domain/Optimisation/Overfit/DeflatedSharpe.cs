namespace CoinPilot.Optimisation;

/// <summary>
/// How likely a Sharpe ratio is more than luck, given how long and how crooked its returns are, and out of how many trials it was picked. Source: Bailey and
/// López de Prado, The Deflated Sharpe Ratio (Journal of Portfolio Management, 2014), equations 1 and 2. Sharpe ratios are per observation.
/// </summary>
public static class DeflatedSharpe
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>The probability that the true Sharpe ratio is above <paramref name="benchmark"/>; NaN for fewer than two returns and where nothing moves.</summary>
    public static double Probabilistic(ReturnMoments returns, double benchmark)
    {
        double sharpe = returns.Sharpe;
        double spread = 1 - returns.Skewness * sharpe + (returns.Kurtosis - 1) / 4 * sharpe * sharpe;
        return returns.Count < 2 || returns.Deviation <= 0 || spread <= 0
            ? double.NaN
            : NormalDistribution.Cdf((sharpe - benchmark) * Math.Sqrt(returns.Count - 1) / Math.Sqrt(spread));
    }

    /// <summary>
    /// The highest Sharpe ratio that so many trials without any skill are expected to have, where their ratios vary by <paramref name="variance"/>; 0 for one trial.
    /// </summary>
    public static double ExpectedMaximum(int trials, double variance) => trials < 2 ? 0 : Math.Sqrt(variance) * (
        (1 - EulerMascheroni) * NormalDistribution.Quantile(1 - 1.0 / trials) + EulerMascheroni * NormalDistribution.Quantile(1 - 1 / (trials * Math.E)));

    /// <summary>
    /// The probability that the best trial's true Sharpe ratio is above 0, given the ratios of all trials from which it was picked, its own included.
    /// </summary>
    public static double Of(ReturnMoments best, IReadOnlyList<double> sharpes)
    {
        double mean = sharpes.Average();
        double variance = sharpes.Count < 2 ? 0 : sharpes.Sum(s => (s - mean) * (s - mean)) / (sharpes.Count - 1);
        return Probabilistic(best, ExpectedMaximum(sharpes.Count, variance));
    }
}
