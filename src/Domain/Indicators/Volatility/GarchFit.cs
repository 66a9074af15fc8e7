namespace CoinPilot.Indicators;

/// <summary>
/// Fits GARCH(1,1) by maximum likelihood: Newton's method with exact derivatives climbs from the best point of a grid; where it leaves the bounds, as when
/// the top lies on one, Nelder and Mead's simplex searches, and Newton settles what it found. Nothing is taken over from the fit before: the same returns
/// give the same parameters, whenever the series began. Returns are scaled to a mean square of 1 for the search.
/// </summary>
internal sealed class GarchFit(int length)
{
    private const int MostSteps = 40;
    private const int MostHalvings = 12;

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
        (double omega, double alpha, double beta) = Parameters(best);
        if (!TryClimb(ref omega, ref alpha, ref beta))
        {
            _search.Minimize(this, best);
            (omega, alpha, beta) = Parameters(best);
            TryClimb(ref omega, ref alpha, ref beta);
        }
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

    // The logarithm of a product instead of the sum of logarithms, which cost the most by far; taken before it leaves the range of a double.
    private double Cost(double omega, double alpha, double beta)
    {
        double variance = 1, cost = 0, product = 1;
        foreach (double square in _squares)
        {
            cost += square / variance;
            product *= variance;
            if (product is < 1e-100 or > 1e100)
            {
                cost += Math.Log(product);
                product = 1;
            }
            variance = omega + alpha * square + beta * variance;
        }
        cost += Math.Log(product);
        return double.IsFinite(cost) ? cost : double.PositiveInfinity;
    }

    // False, and nothing is changed, where the climb does not end inside the bounds.
    private bool TryClimb(ref double omega, ref double alpha, ref double beta)
    {
        (double o, double a, double b) = (omega, alpha, beta);
        double cost = Cost(o, a, b);
        for (int step = 0; step < MostSteps; step++)
        {
            if (!_curvature.TryStep(_squares, o, a, b, out double stepO, out double stepA, out double stepB))
                return false;
            double share = 1, next = cost;
            int halvings = 0;
            for (; halvings < MostHalvings; halvings++, share /= 2)
            {
                next = IsInside(o - share * stepO, a - share * stepA, b - share * stepB) ? Cost(o - share * stepO, a - share * stepA, b - share * stepB) : double.PositiveInfinity;
                if (next < cost)
                    break;
            }
            // No way down is left that a double can tell: the last steps are Newton's own, which need none.
            if (halvings == MostHalvings)
                return TrySettle(o, a, b, ref omega, ref alpha, ref beta);
            (o, a, b, cost) = (o - share * stepO, a - share * stepA, b - share * stepB, next);
        }
        return false;
    }

    private bool TrySettle(double o, double a, double b, ref double omega, ref double alpha, ref double beta)
    {
        for (int step = 0; step < 2; step++)
        {
            if (!_curvature.TryStep(_squares, o, a, b, out double stepO, out double stepA, out double stepB))
                return false;
            (o, a, b) = (o - stepO, a - stepA, b - stepB);
            if (!IsInside(o, a, b) || Math.Abs(stepO) + Math.Abs(stepA) + Math.Abs(stepB) > 1e-6)
                return false;
        }
        (omega, alpha, beta) = (o, a, b);
        return true;
    }

    private static bool IsInside(double omega, double alpha, double beta) => omega > 0 && alpha > 0 && beta > 0 && alpha + beta < 1;

    private static (double Omega, double Alpha, double Beta) Parameters(ReadOnlySpan<double> point)
    {
        double persistence = 1 / (1 + Math.Exp(-point[1])), share = 1 / (1 + Math.Exp(-point[2]));
        return (Math.Exp(point[0]), persistence * share, persistence * (1 - share));
    }

    private static double Logit(double share) => Math.Log(share / (1 - share));
}
