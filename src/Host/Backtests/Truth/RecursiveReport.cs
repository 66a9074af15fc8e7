using System.Globalization;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>What the recursive-indicator analysis found.</summary>
/// <param name="From">From when on was traded.</param>
internal sealed record RecursiveReport(string EngineVersion, string DataHash, string From, bool IsClean, IReadOnlyList<RecursiveStrategy> Strategies)
{
    public void Print(TextWriter output)
    {
        foreach (RecursiveStrategy s in Strategies)
            s.Print(output);
        output.WriteLine(IsClean
            ? $"clean: after the declared warm-up every decision from {From} on is the one that all history gives"
            : "TOO SHORT: a declared warm-up decides otherwise than all history");
    }
}

/// <summary>One strategy, run alone. Histories are counted in candles of one minute.</summary>
/// <param name="Declared">What it asks for.</param>
/// <param name="Whole">What there is, and what the others are held against.</param>
/// <param name="Orders">How many it decided after all of that.</param>
/// <param name="Runs">From the shortest history to the longest.</param>
internal sealed record RecursiveStrategy(
    string Strategy, IReadOnlyList<string> Symbols, int Declared, int Whole, int Orders, IReadOnlyList<RecursiveRun> Runs)
{
    private const int Column = 12;

    /// <summary>True where the declared history is enough.</summary>
    public bool IsClean => Runs.Single(r => r.History == Declared).IsSame;

    /// <summary>The least of the histories that were tried from which on every decision is the same; null where even the longest is not enough.</summary>
    public int? Least => Runs.Reverse().TakeWhile(r => r.IsSame).Select(r => (int?)r.History).LastOrDefault();

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Strategy} on {string.Join(",", Symbols)}: declares {Text(Declared)} candles, of {Text(Whole)} there are; {Orders} orders");
        Row(output, "history", r => $"{Text(r.History)}{(r.History == Declared ? "*" : "")}");
        Row(output, "decisions", r => r.IsSame ? "same" : $"differ #{r.First?.Number}");
        Row(output, "candles not explained", r => Text(r.Silent));
        foreach (string name in Runs.SelectMany(r => r.Deviations.Keys).Distinct(StringComparer.Ordinal).Where(n => Runs.Any(r => r.Deviations.GetValueOrDefault(n) > 0)))
            Row(output, name, r => r.Deviations.TryGetValue(name, out double deviation) ? Percent(deviation) : "-");
        output.WriteLine($"  least history with the same decisions: {(Least is { } least ? Text(least) : "more than was tried")}");
        if (!IsClean && Runs.Single(r => r.History == Declared).First is { } first)
        {
            output.WriteLine($"  after what it declares, order {first.Number} is another:");
            output.WriteLine($"    all history {first.Whole}");
            output.WriteLine($"    declared    {first.Less}");
        }
    }

    private static string Percent(double deviation) => deviation == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{100 * deviation:G3} %");

    private static string Text(int candles) => candles.ToString("N0", CultureInfo.InvariantCulture);

    private void Row(TextWriter output, string name, Func<RecursiveRun, string> of) =>
        output.WriteLine($"  {name,-30} {string.Join(' ', Runs.Select(r => of(r).PadLeft(Column)))}");
}

/// <summary>After so much history.</summary>
/// <param name="IsSame">Whether every decision is that after all history: market, time, side, kind, quantity, price and funds; figures may differ.</param>
/// <param name="First">The first that is not; null where all are.</param>
/// <param name="Silent">At how many candles it could not explain yet what it could after all history.</param>
/// <param name="Deviations">The greatest relative deviation of each value that explains a decision, as a fraction.</param>
internal sealed record RecursiveRun(
    int History, bool IsSame, RecursiveDifference? First, int Silent, IReadOnlyDictionary<string, double> Deviations);

/// <summary>The first order that is another. <paramref name="Number"/> is from 1.</summary>
internal sealed record RecursiveDifference(int Number, string Whole, string Less);
