namespace CoinPilot.Optimisation;

/// <summary>
/// A formula over a backtest's metrics, like <c>sharpe - 2 * max(max_drawdown, 0.1)</c>: numbers, names of metrics, + - * / with their usual
/// precedence, parentheses, <c>min(a, b, …)</c>, <c>max(a, b, …)</c> and <c>abs(a)</c>.
/// </summary>
public sealed class Expression
{
    private readonly Func<Func<string, double>, double> _evaluate;

    internal Expression(string text, Func<Func<string, double>, double> evaluate)
    {
        Text = text;
        _evaluate = evaluate;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Throws <see cref="OptimisationException"/> that names the position, from 1, of what is wrong; names are those of <paramref name="metrics"/>.</summary>
    public static Expression Parse(string text, IReadOnlyList<string> metrics)
    {
        ExpressionParser parser = new(text, metrics);
        Expression expression = parser.Sum();
        parser.End();
        return new Expression(text.Trim(), expression._evaluate);
    }

    /// <summary>The value for the metrics by name; NaN where one that it needs is NaN.</summary>
    public double Evaluate(Func<string, double> metric) => _evaluate(metric);

    public override string ToString() => Text;
}
