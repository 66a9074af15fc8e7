namespace CoinPilot.App.Backtests.Truth;

/// <summary>What the look-ahead analysis found.</summary>
internal sealed record LookAheadReport(
    string EngineVersion, string DataHash, bool IsClean, IReadOnlyList<LookAheadStrategy> Strategies)
{
    public void Print(TextWriter output)
    {
        foreach (LookAheadStrategy s in Strategies)
            s.Print(output);
        output.WriteLine(IsClean ? "clean: no decision changed when what came after it was taken away" : "LOOKS AHEAD, or keeps something outside itself");
    }
}

/// <summary>One strategy, run alone.</summary>
/// <param name="Orders">What it decided over all the data.</param>
/// <param name="Checked">How many of those were decided again on data that ends with them.</param>
/// <param name="Differing">How many of the checked were not the same.</param>
/// <param name="First">The first that was not the same; null where all were.</param>
/// <param name="Outside">What of its assembly reaches outside it, where a truncated run hides nothing; empty for CoinPilot's own.</param>
internal sealed record LookAheadStrategy(
    string Strategy, IReadOnlyList<string> Symbols, int Orders, int Checked, int Differing, LookAheadDifference? First, IReadOnlyList<string> Outside)
{
    public bool IsClean => First is null;

    public void Print(TextWriter output)
    {
        output.WriteLine($"{Strategy,-24} {string.Join(",", Symbols)}: {Orders} orders, {Checked} checked, {Differing} differ{(Orders == 0 ? ": nothing to check" : "")}");
        foreach (string use in Outside)
            output.WriteLine($"  note: its assembly uses {use}: what it may learn there, no truncated run takes away");
        if (First is not { } first)
            return;
        output.WriteLine($"  the first is order {first.Number}, {first.Cut}:");
        output.WriteLine($"    whole data {first.Whole}");
        output.WriteLine($"    then       {first.Then}");
    }
}

/// <summary>An order that was not the same.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Cut">What was run instead of the whole data.</param>
internal sealed record LookAheadDifference(int Number, string Cut, string Whole, string Then);
