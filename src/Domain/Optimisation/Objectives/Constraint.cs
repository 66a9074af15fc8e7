namespace CoinPilot.Optimisation;

/// <summary>What a trial must hold to, like <c>trades &gt;= 30</c> or <c>max_drawdown &lt;= 0.2</c>: two formulas and a comparison between them.</summary>
public sealed class Constraint
{
    private readonly Expression _left;
    private readonly Expression _right;
    private readonly string _sign;

    private Constraint(string text, Expression left, string sign, Expression right)
    {
        (Text, _left, _sign, _right) = (text, left, sign, right);
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Throws <see cref="OptimisationException"/> that names the position, from 1, of what is wrong.</summary>
    public static Constraint Parse(string text, IReadOnlyList<string> metrics)
    {
        ExpressionParser parser = new(text, metrics);
        Expression left = parser.Sum();
        string sign = parser.OneOf("<=", ">=", "<", ">");
        Expression right = parser.Sum();
        parser.End();
        return new Constraint(text.Trim(), left, sign, right);
    }

    /// <summary>0 where it holds, else how far it is missed in shares of its own figures, above 0 and at most 1; what is undefined misses it by 1.</summary>
    public double Violation(Func<string, double> metric)
    {
        double left = _left.Evaluate(metric), right = _right.Evaluate(metric);
        bool holds = _sign switch
        {
            "<=" => left <= right,
            ">=" => left >= right,
            "<" => left < right,
            _ => left > right,
        };
        double share = Math.Abs(left - right) / (Math.Abs(left) + Math.Abs(right));
        return holds ? 0 : double.IsNaN(share) ? 1 : Math.Max(share, double.Epsilon);
    }

    public override string ToString() => Text;
}
