namespace CoinPilot.Indicators;

/// <summary>What an indicator is told at each update.</summary>
public enum IndicatorInput
{
    Value,
    Bar,
    Pair,
}

/// <summary>A parameter with its range, both ends allowed while the others are at their defaults; named as in the constructor.</summary>
public sealed record IndicatorParameter(string Name, double Default, double Minimum, double Maximum, bool IsWhole)
{
    internal static IndicatorParameter Length(string name, int @default, int minimum = 1, int maximum = Indicators.Input.LongestWindow) =>
        new(name, @default, minimum, maximum, IsWhole: true);

    internal static IndicatorParameter Number(string name, double @default, double minimum, double maximum) =>
        new(name, @default, minimum, maximum, IsWhole: false);
}

/// <summary>An indicator that CoinPilot has.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Create">Makes one from values in the order of <paramref name="Parameters"/>; throws <see cref="ArgumentOutOfRangeException"/> outside their ranges.</param>
public sealed record IndicatorDescriptor(
    string Name, string Summary, Type Type, IReadOnlyList<IndicatorParameter> Parameters, Func<IReadOnlyList<double>, object> Create)
{
    /// <summary>True where later bars can take back what it said of a past one; strategies may not hold it.</summary>
    public bool Repaints => Type.IsAssignableTo(typeof(IRepaints));

    /// <summary>True where the first value needs more than a number of bars: a reversal, a new day, a move of a size.</summary>
    public bool WaitsForEvent { get; init; }

    /// <summary>True where an update costs time in proportion to the window: the formula has no shorter recursion.</summary>
    public bool CostsItsLength { get; init; }

    public IndicatorInput Input =>
        Implements(typeof(IBarIndicator<>)) ? IndicatorInput.Bar : Implements(typeof(IPairIndicator<>)) ? IndicatorInput.Pair : IndicatorInput.Value;

    /// <summary>What it gives: a number, or a record of several.</summary>
    public Type Output => Type.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIndicator<>)).GetGenericArguments()[0];

    /// <summary>One with the default parameters.</summary>
    public object CreateDefault() => Create([.. Parameters.Select(p => p.Default)]);

    private bool Implements(Type open) => Type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);
}
