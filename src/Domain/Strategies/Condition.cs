using System.Globalization;

namespace CoinPilot.Strategies;

/// <summary>How a figure is held against its threshold.</summary>
public enum Relation : byte { Above = 1, AtLeast = 2, AtMost = 3, Below = 4 }

/// <summary>One condition of a decision, with its figures: what was measured, and against what. For people: no order is sized by it.</summary>
/// <param name="Name">What was measured, such as <c>rsi14</c>.</param>
public readonly record struct Condition(string Name, double Value, Relation Relation, double Threshold)
{
    public bool Holds => Relation switch
    {
        Relation.Above => Value > Threshold,
        Relation.AtLeast => Value >= Threshold,
        Relation.AtMost => Value <= Threshold,
        Relation.Below => Value < Threshold,
        _ => false,
    };

    public static Condition Above(string name, double value, double threshold) => new(name, value, Relation.Above, threshold);

    public static Condition AtLeast(string name, double value, double threshold) => new(name, value, Relation.AtLeast, threshold);

    public static Condition AtMost(string name, double value, double threshold) => new(name, value, Relation.AtMost, threshold);

    public static Condition Below(string name, double value, double threshold) => new(name, value, Relation.Below, threshold);

    /// <summary>A condition without a figure: 1 where it is so, else 0, and it holds at 1.</summary>
    public static Condition That(string name, bool isSo) => new(name, isSo ? 1 : 0, Relation.AtLeast, 1);

    /// <summary><c>rsi14 41.5 &lt;= 42</c>, with <c>not</c> in front where it does not hold.</summary>
    public override string ToString() => $"{(Holds ? "" : "not ")}{Name} {Text(Value)} {Sign} {Text(Threshold)}";

    private string Sign => Relation switch
    {
        Relation.Above => ">",
        Relation.AtLeast => ">=",
        Relation.AtMost => "<=",
        _ => "<",
    };

    private static string Text(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
