using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// What the shape of an equity curve tells. Ratios come from daily returns (UTC days) and are annualised with 365 days, at a risk-free rate of 0;
/// NaN where undefined. The formulas and their sources: docs/statistics.md.
/// </summary>
/// <param name="Return">From start to end, as a fraction.</param>
/// <param name="Cagr">The yearly rate of growth that gives the return; NaN for less than a day.</param>
/// <param name="Volatility">The sample standard deviation of daily returns, annualised.</param>
/// <param name="Sharpe">The mean of daily returns by their sample standard deviation, annualised.</param>
/// <param name="Sortino">The mean of daily returns by their downside deviation, annualised.</param>
/// <param name="Calmar">CAGR by the deepest drawdown.</param>
/// <param name="MaxDrawdownDays">How long the deepest drawdown lasted, from peak to recovery or end, in days of 24 hours.</param>
public sealed record ReturnStatistics(
    double Return, double Cagr, double Volatility, double Sharpe, double Sortino, double Calmar, double MaxDrawdown, double MaxDrawdownDays)
{
    private const double DaysAYear = 365;

    public static ReturnStatistics Of(EquityCurve curve)
    {
        double growth = Ratio(curve.End.Equity, curve.Start.Equity);
        double cagr = curve.Length.TotalDays < 1 ? double.NaN : Math.Pow(growth, DaysAYear / curve.Length.TotalDays) - 1;
        double[] daily = DailyReturns(curve);
        double mean = daily.Length == 0 ? double.NaN : daily.Average(), deviation = Deviation(daily, mean);
        return new ReturnStatistics(
            growth - 1, cagr, deviation * Math.Sqrt(DaysAYear), Annualised(mean, deviation), Annualised(mean, DownsideDeviation(daily)),
            curve.MaxDrawdown > 0 ? cagr / curve.MaxDrawdown : double.NaN, curve.MaxDrawdown, curve.DeepestDrawdown?.Length.TotalDays ?? 0);
    }

    /// <summary>The return of each UTC day, the first from the start on.</summary>
    public static double[] DailyReturns(EquityCurve curve)
    {
        Money before = curve.Start.Equity;
        List<double> returns = [];
        foreach (EquityPoint day in curve.Days())
        {
            returns.Add(Ratio(day.Equity, before) - 1);
            before = day.Equity;
        }
        return [.. returns];
    }

    private static double Ratio(Money now, Money before) => before > Money.Zero ? now.ToDouble() / before.ToDouble() : double.NaN;

    private static double Annualised(double mean, double deviation) => deviation > 0 ? mean / deviation * Math.Sqrt(DaysAYear) : double.NaN;

    private static double Deviation(double[] returns, double mean) =>
        returns.Length < 2 ? double.NaN : Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Length - 1));

    private static double DownsideDeviation(double[] returns) =>
        returns.Length < 2 ? double.NaN : Math.Sqrt(returns.Sum(r => r < 0 ? r * r : 0) / returns.Length);
}
