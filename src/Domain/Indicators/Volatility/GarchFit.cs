namespace CoinPilot.Indicators;

/// <summary>
/// Fits GARCH(1,1) by maximum likelihood: Nelder and Mead's simplex finds the top, Newton's method with exact derivatives settles it, where it lies inside
/// the bounds. The same returns give the same parameters. Returns are scaled to a mean square of 1 for the search.
/// </summary>
internal sealed class GarchFit(int length)
{
    private readonly double[] _squares = new double[length];
    private readonly NelderMead _search = new(maximumSteps: 400);
    private readonly GarchCurvature _curvature = new();

    public double Omega { get; private set; }

    public double Alpha { get; private set; }

    public double Beta { get; private set; }

    public double Next(double variance, double change) => Omega + Alpha * change * change + Beta * variance;

    /// <summary>False where every return is 0; <paramref name="variance"/> is that of the bar after the last return.</summary>
    public bool TryFit(ReadOnlySpan<double> returns, out double variance)
    {
        double scale = 0;
        foreach (double change in returns)
            scale += change * change / returns.Length;
        variance = 0;
        if (scale <= 0)
            return false;
        for (int i = 0; i < returns.Length; i++)
            _squares[i] = returns[i] * returns[i] / scale;
        Span<double> best = stackalloc double[3];
        ChooseStart(best);
        _search.Minimize(this, best);
        (double omega, double alpha, double beta) = Settle(Parameters(best));
        double next = 1;
        foreach (double square in _squares)
            next = omega + alpha * square + beta * next;
        (Omega, Alpha, Beta, variance) = (omega * scale, alpha, beta, next * scale);
        return true;
    }

    /// <summary>Twice the negative log likelihood, less its constant; at a point without bounds: log omega, and the logits of alpha + beta and of alpha's share of it.</summary>
    public double Cost(ReadOnlySpan<double> point)
    {
        (double omega, double alpha, double beta) = Parameters(point);
        return Cost(omega, alpha, beta);
    }

    // On short windows the likelihood has several tops; the search climbs from the best of a grid with a mean variance of 1.
    private void ChooseStart(Span<double> best)
    {
        double lowest = double.PositiveInfinity;
        foreach (double persistence in (ReadOnlySpan<double>)[0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98])
        {
            foreach (double share in (ReadOnlySpan<double>)[0.03, 0.1, 0.25, 0.5, 0.9])
            {
                double cost = Cost(1 - persistence, persistence * share, persistence * (1 - share));
                if (cost >= lowest)
                    continue;
                lowest = cost;
                (best[0], best[1], best[2]) = (Math.Log(1 - persistence), Logit(persistence), Logit(share));
            }
        }
    }

    private double Cost(double omega, double alpha, double beta)
    {
        double variance = 1, cost = 0;
        foreach (double square in _squares)
        {
            cost += Math.Log(variance) + square / variance;
            variance = omega + alpha * square + beta * variance;
        }
        return cost;
    }

    private (double Omega, double Alpha, double Beta) Settle((double Omega, double Alpha, double Beta) start)
    {
        (double omega, double alpha, double beta) = start;
        for (int step = 0; step < 8; step++)
        {
            if (!_curvature.TryStep(_squares, omega, alpha, beta, out double a, out double b, out double c))
                return start;
            (omega, alpha, beta) = (omega - a, alpha - b, beta - c);
            if (!(omega > 0 && alpha > 0 && beta > 0 && alpha + beta < 1))
                return start;
        }
        return Cost(omega, alpha, beta) <= Cost(start.Omega, start.Alpha, start.Beta) ? (omega, alpha, beta) : start;
    }

    private static (double Omega, double Alpha, double Beta) Parameters(ReadOnlySpan<double> point)
    {
        double persistence = 1 / (1 + Math.Exp(-point[1])), share = 1 / (1 + Math.Exp(-point[2]));
        return (Math.Exp(point[0]), persistence * share, persistence * (1 - share));
    }

    private static double Logit(double share) => Math.Log(share / (1 - share));
}
