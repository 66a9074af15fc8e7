namespace CoinPilot.Optimisation;

/// <summary>How good a trial is: the greater objective is the better one, but what keeps the constraints goes before what does not.</summary>
/// <param name="Objective">NaN where it is undefined or the trial failed: that is the worst.</param>
/// <param name="Violation">How far constraints are missed, summed; 0 where all hold.</param>
public readonly record struct Score(double Objective, double Violation) : IComparable<Score>
{
    /// <summary>Of a trial that had no result.</summary>
    public static Score Failed => new(double.NaN, double.PositiveInfinity);

    /// <summary>True where the objective is a number and every constraint holds.</summary>
    public bool IsAdmissible => double.IsFinite(Objective) && Violation == 0;

    /// <summary>Negative where this one is better.</summary>
    public int CompareTo(Score other)
    {
        int undefined = double.IsNaN(Objective).CompareTo(double.IsNaN(other.Objective));
        if (undefined != 0)
            return undefined;
        int violation = Violation.CompareTo(other.Violation);
        return violation != 0 ? violation : other.Objective.CompareTo(Objective);
    }

    public static bool operator <(Score a, Score b) => a.CompareTo(b) < 0;
    public static bool operator >(Score a, Score b) => a.CompareTo(b) > 0;
    public static bool operator <=(Score a, Score b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Score a, Score b) => a.CompareTo(b) >= 0;
}
