using System.Globalization;
using CoinPilot.Backtest;
using CoinPilot.Optimisation;
using CoinPilot.Values;

namespace CoinPilot.App.Optimisations;

/// <summary>What the order of trades, and which of them came, could have made of the account: see <see cref="TradeLuck"/>.</summary>
/// <param name="Equity">At the start.</param>
/// <param name="FinalEquity">Of the trades as they came, one after the other.</param>
/// <param name="MaxDrawdown">Of the same, 0 to 1, after each trade.</param>
/// <param name="ProbabilityOfLoss">The share of bootstrap runs that end below the start.</param>
internal sealed record MonteCarloFigures(
    int Trades, int Runs, ulong Seed, double Equity, double FinalEquity, double MaxDrawdown, double ProbabilityOfLoss, IReadOnlyList<MonteCarloQuantile> Quantiles)
{
    public const int UsualRuns = 1000;

    private static readonly double[] Shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    /// <summary>Null without trades.</summary>
    public static MonteCarloFigures? Of(Money cash, IEnumerable<RoundTrip> trades, int runs, ulong seed)
    {
        double[] results = [.. CompoundedTrades.Of(cash, trades)];
        if (results.Length == 0)
            return null;
        double equity = cash.ToDouble();
        (double final, double drawdown) = TradeLuck.Follow(equity, results);
        TradeLuck shuffled = TradeLuck.Shuffle(equity, results, runs, seed);
        TradeLuck drawn = TradeLuck.Bootstrap(equity, results, runs, seed);
        return new MonteCarloFigures(
            results.Length, runs, seed, equity, final, drawdown, drawn.FinalEquity.ShareBelow(equity),
            [.. Shares.Select(s => new MonteCarloQuantile(s, shuffled.MaxDrawdown.Quantile(s), drawn.FinalEquity.Quantile(s), drawn.MaxDrawdown.Quantile(s)))]);
    }

    /// <summary>As a terminal shows it.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Monte Carlo on {Trades:N0} trades, {Runs:N0} runs, seed {Seed}: as they came {Equity:N0} -> {FinalEquity:N0} KRW, drawdown {MaxDrawdown:P2}");
        yield return $"{"quantile",9} {"drawdown, other order",22} {"final, drawn again",20} {"drawdown, drawn again",22}";
        foreach (MonteCarloQuantile q in Quantiles)
            yield return string.Create(CultureInfo.InvariantCulture, $"{q.Share,9:P0} {q.ShuffledDrawdown,22:P2} {q.DrawnFinalEquity,20:N0} {q.DrawnDrawdown,22:P2}");
        yield return string.Create(CultureInfo.InvariantCulture, $"drawn again with replacement, {ProbabilityOfLoss:P1} of the runs lose money");
    }
}

/// <summary>What that share of the runs stay below.</summary>
/// <param name="Share">0 to 1.</param>
internal sealed record MonteCarloQuantile(double Share, double ShuffledDrawdown, double DrawnFinalEquity, double DrawnDrawdown);
