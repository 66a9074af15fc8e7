namespace CoinPilot.Indicators;

/// <summary>Newton's step for GARCH(1,1): slopes and curvatures of the cost follow, like the variance itself, from those of the bar before.</summary>
internal sealed class GarchCurvature
{
    // Slopes of the variance by omega, alpha, beta; its curvatures by beta and each of them; then of the cost: slopes, and six curvatures.
    private readonly double[] _v = new double[3];
    private readonly double[] _vb = new double[3];
    private readonly double[] _g = new double[3];
    private readonly double[] _h = new double[9];

    /// <summary>False where the cost is not curved upward in every direction.</summary>
    public bool TryStep(ReadOnlySpan<double> squares, double omega, double alpha, double beta, out double a, out double b, out double c)
    {
        Array.Clear(_v);
        Array.Clear(_vb);
        Array.Clear(_g);
        Array.Clear(_h);
        double variance = 1;
        foreach (double square in squares)
        {
            AddCost(square, variance);
            Advance(square, variance, beta);
            variance = omega + alpha * square + beta * variance;
        }
        return TrySolve(out a, out b, out c);
    }

    private void AddCost(double square, double variance)
    {
        double slope = (1 - square / variance) / variance, curve = (2 * square / variance - 1) / (variance * variance);
        for (int i = 0; i < 3; i++)
        {
            _g[i] += slope * _v[i];
            for (int j = i; j < 3; j++)
            {
                // Only curvatures that involve beta (2) are not 0.
                _h[3 * i + j] += curve * _v[i] * _v[j] + (j == 2 ? slope * _vb[i] : 0);
            }
        }
    }

    private void Advance(double square, double variance, double beta)
    {
        _vb[0] = beta * _vb[0] + _v[0];
        _vb[1] = beta * _vb[1] + _v[1];
        _vb[2] = beta * _vb[2] + 2 * _v[2];
        _v[0] = beta * _v[0] + 1;
        _v[1] = beta * _v[1] + square;
        _v[2] = beta * _v[2] + variance;
    }

    // Cholesky: L L' x = g.
    private bool TrySolve(out double a, out double b, out double c)
    {
        (a, b, c) = (0, 0, 0);
        double l00 = Math.Sqrt(_h[0]), l10 = _h[1] / l00, l20 = _h[2] / l00;
        double l11 = Math.Sqrt(_h[4] - l10 * l10), l21 = (_h[5] - l20 * l10) / l11;
        double l22 = Math.Sqrt(_h[8] - l20 * l20 - l21 * l21);
        if (!(l00 > 0 && l11 > 0 && l22 > 0))
            return false;
        double y0 = _g[0] / l00, y1 = (_g[1] - l10 * y0) / l11, y2 = (_g[2] - l20 * y0 - l21 * y1) / l22;
        c = y2 / l22;
        b = (y1 - l21 * c) / l11;
        a = (y0 - l10 * b - l20 * c) / l00;
        return double.IsFinite(a + b + c);
    }
}
