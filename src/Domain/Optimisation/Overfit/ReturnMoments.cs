namespace CoinPilot.Optimisation;

/// <summary>The shape of a series of returns, none annualised.</summary>
/// <param name="Deviation">Sample standard deviation, n - 1.</param>
/// <param name="Skewness">0 for a normal distribution and where the deviation is 0.</param>
/// <param name="Kurtosis">3 for a normal distribution and where the deviation is 0.</param>
public readonly record struct ReturnMoments(int Count, double Mean, double Deviation, double Skewness, double Kurtosis)
{
    /// <summary>Mean over deviation, per observation; 0 where nothing moves.</summary>
    public double Sharpe => Deviation > 0 ? Mean / Deviation : 0;

    /// <summary>Of at least two returns; fewer have deviation 0.</summary>
    public static ReturnMoments Of(ReadOnlySpan<double> returns)
    {
        double mean = 0, second = 0, third = 0, fourth = 0;
        foreach (double r in returns)
            mean += r / returns.Length;
        foreach (double r in returns)
        {
            double off = r - mean, square = off * off;
            second += square / returns.Length;
            third += square * off / returns.Length;
            fourth += square * square / returns.Length;
        }
        return returns.Length < 2 || second <= 0
            ? new ReturnMoments(returns.Length, mean, 0, 0, 3)
            : new ReturnMoments(
                returns.Length, mean, Math.Sqrt(second * returns.Length / (returns.Length - 1)), third / (second * Math.Sqrt(second)), fourth / (second * second));
    }
}
