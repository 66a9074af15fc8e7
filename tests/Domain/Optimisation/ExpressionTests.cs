using CoinPilot.Optimisation;

namespace CoinPilot.Tests.Optimisation;

public sealed class ExpressionTests
{
    private static readonly string[] Metrics = ["sharpe", "max_drawdown", "trades"];

    [Theory]
    [InlineData("sharpe", 1.5)]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("16 / 4 / 2", 2)]
    [InlineData("-sharpe * -2", 3)]
    [InlineData("2--1", 3)]
    [InlineData("1e2 + .5", 100.5)]
    [InlineData("2e-1", 0.2)]
    [InlineData(" sharpe - 2*max( max_drawdown , 0.1, 0 ) ", 1)]
    [InlineData("min(trades, 30, 7)", 7)]
    [InlineData("abs(-sharpe)", 1.5)]
    [InlineData("sharpe*trades/(1+max_drawdown)", 37.5)]
    public void Evaluate_OfAFormula_FollowsPrecedence(string text, double expected) =>
        Assert.Equal(expected, Expression.Parse(text, Metrics).Evaluate(Metric), 12);

    [Theory]
    [InlineData("", 1, "is expected")]
    [InlineData("1 +", 4, "is expected")]
    [InlineData("1 + * 2", 5, "'*'")]
    [InlineData("sharp", 1, "no metric 'sharp'; there are: sharpe, max_drawdown, trades")]
    [InlineData("2 * sharp", 5, "no metric 'sharp'")]
    [InlineData("(1 + 2", 7, "')' is expected")]
    [InlineData("1 2", 3, "'2' is not expected")]
    [InlineData("1.2.3", 1, "'1.2.3' is no number")]
    [InlineData("log(2)", 1, "no function 'log'")]
    [InlineData("1 + abs(1, 2)", 5, "abs takes one value")]
    [InlineData("sharpe $ 1", 8, "'$'")]
    public void Parse_OfWhatIsNoFormula_NamesThePosition(string text, int position, string what)
    {
        OptimisationException wrong = Assert.Throws<OptimisationException>(() => Expression.Parse(text, Metrics));

        Assert.Contains($"position {position}: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(what, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfEndlessNesting_IsRefused() =>
        Assert.Throws<OptimisationException>(() => Expression.Parse(new string('(', 50_000) + "1", Metrics));

    [Fact]
    public void Evaluate_OfRandomFormulas_EqualsTheirTree() => Property.Holds(500, random =>
    {
        (string text, double value) = Random(random, 4);

        double evaluated = Expression.Parse(text, Metrics).Evaluate(Metric);

        Assert.True(double.IsNaN(value) ? double.IsNaN(evaluated) : value == evaluated, $"{text} is {value:R}, not {evaluated:R}");
    });

    [Theory]
    [InlineData("trades>=20", 0)]
    [InlineData("trades > 20", 1e-300)]
    [InlineData("trades >= 30", 0.2)]
    [InlineData("max_drawdown<=0.2", 0.11111111111111)]
    [InlineData("trades < 21", 0)]
    [InlineData("sharpe * 10 <= trades - 5", 0)]
    [InlineData("0 / 0 <= trades", 1)]
    public void Violation_OfAConstraint_IsHowFarItIsMissed(string text, double expected)
    {
        double violation = Constraint.Parse(text, Metrics).Violation(m => m == "trades" ? 20 : Metric(m));

        Assert.Equal(expected, violation, 12);
        Assert.Equal(expected > 0, violation > 0);
    }

    [Theory]
    [InlineData("trades", 7)]
    [InlineData("trades = 3", 8)]
    [InlineData("trades >= ", 11)]
    [InlineData("trades >= 3 >= 2", 13)]
    public void Parse_OfWhatIsNoConstraint_NamesThePosition(string text, int position) => Assert.Contains(
        $"position {position}: ", Assert.Throws<OptimisationException>(() => Constraint.Parse(text, Metrics)).Message, StringComparison.Ordinal);

    [Fact]
    public void Score_InOrder_PutsWhatHoldsFirstAndTheUndefinedLast()
    {
        Score good = new(1, 0), better = new(2, 0), missing = new(9, 0.1), worse = new(9, 0.2), undefined = new(double.NaN, 0);

        Assert.Equal([better, good, missing, worse, undefined, Score.Failed], new[] { undefined, missing, Score.Failed, good, worse, better }.Order());
        Assert.Equal([true, true, false, false, false], new[] { good, better, missing, undefined, Score.Failed }.Select(s => s.IsAdmissible));
    }

    private static double Metric(string name) => name switch { "sharpe" => 1.5, "max_drawdown" => 0.25, _ => 31.25 };

    private static (string Text, double Value) Random(Random random, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            int number = random.Next(10);
            return random.Next(3) switch { 0 => ("sharpe", 1.5), 1 => ($"(-{number})", -(double)number), _ => ($"{number}", number) };
        }
        (string a, double x) = Random(random, depth - 1);
        (string b, double y) = Random(random, depth - 1);
        return random.Next(7) switch
        {
            0 => ($"({a}+{b})", x + y),
            1 => ($"({a} - {b})", x - y),
            2 => ($"(({a}) * ({b}))", x * y),
            3 => ($"({a}/{b})", x / y),
            4 => ($"min({a},{b})", Math.Min(x, y)),
            5 => ($"max( {a} ,{b} )", Math.Max(x, y)),
            _ => ($"-abs({a})", -Math.Abs(x)),
        };
    }
}
