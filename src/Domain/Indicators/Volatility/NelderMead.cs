namespace CoinPilot.Indicators;

/// <summary>
/// Nelder and Mead's search for the lowest cost over three numbers; it draws no random numbers and allocates once.
/// Source: "A simplex method for function minimization", The Computer Journal 7 (1965).
/// </summary>
internal sealed class NelderMead(int maximumSteps)
{
    private const int Size = 3;

    // Four corners, best first, and room for the candidate and the middle.
    private readonly double[][] _corners = [.. Enumerable.Range(0, Size + 1).Select(_ => new double[Size])];
    private readonly double[] _costs = new double[Size + 1];
    private double[] _candidate = new double[Size];
    private double[] _second = new double[Size];
    private readonly double[] _middle = new double[Size];

    /// <summary>Moves <paramref name="point"/> from where the search begins to the best point found.</summary>
    public void Minimize(GarchFit problem, Span<double> point)
    {
        for (int i = 0; i <= Size; i++)
        {
            point.CopyTo(_corners[i]);
            if (i > 0)
                _corners[i][i - 1] += 0.5;
            _costs[i] = problem.Cost(_corners[i]);
        }
        for (int step = 0; step < maximumSteps; step++)
        {
            Array.Sort(_costs, _corners);
            if (_costs[Size] - _costs[0] <= 1e-11 * Math.Abs(_costs[0]))
                break;
            Step(problem);
        }
        Array.Sort(_costs, _corners);
        _corners[0].CopyTo(point);
    }

    private void Step(GarchFit problem)
    {
        for (int i = 0; i < Size; i++)
            _middle[i] = (_corners[0][i] + _corners[1][i] + _corners[2][i]) / 3;
        double reflected = Try(problem, _candidate, 1);
        if (reflected < _costs[0])
        {
            double expanded = Try(problem, _second, 2);
            if (expanded < reflected)
                Replace(ref _second, expanded);
            else
                Replace(ref _candidate, reflected);
        }
        else if (reflected < _costs[Size - 1])
            Replace(ref _candidate, reflected);
        else
            Contract(problem, reflected);
    }

    private void Contract(GarchFit problem, double reflected)
    {
        double contracted = Try(problem, _second, reflected < _costs[Size] ? 0.5 : -0.5);
        if (contracted < Math.Min(reflected, _costs[Size]))
        {
            Replace(ref _second, contracted);
            return;
        }
        for (int corner = 1; corner <= Size; corner++)
        {
            for (int i = 0; i < Size; i++)
                _corners[corner][i] = (_corners[corner][i] + _corners[0][i]) / 2;
            _costs[corner] = problem.Cost(_corners[corner]);
        }
    }

    // From the middle of the others away from the worst corner, by a multiple of its distance.
    private double Try(GarchFit problem, double[] candidate, double distance)
    {
        for (int i = 0; i < Size; i++)
            candidate[i] = _middle[i] + distance * (_middle[i] - _corners[Size][i]);
        double cost = problem.Cost(candidate);
        return double.IsNaN(cost) ? double.PositiveInfinity : cost;
    }

    private void Replace(ref double[] candidate, double cost)
    {
        (_corners[Size], candidate) = (candidate, _corners[Size]);
        _costs[Size] = cost;
    }
}
