using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>Holds two legs against each other.</summary>
internal static class ParityComparison
{
    /// <summary>
    /// How far two legs' times of the same thing may lie apart: a venue's order quota may hold back what a backtest does at once. No trade of a tape
    /// of candles comes between.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <summary>The difference that comes first in time; null where there is none.</summary>
    public static ParityDifference? FirstDifference(LegResult one, LegResult other)
    {
        (Timestamp At, ParityDifference Difference)? first = null;
        foreach (LegLine line in one.Lines.Union(other.Lines).Order())
        {
            if (FirstOf(line, one, other) is { } found && (first is null || found.At < first.Value.At))
                first = found;
        }
        return first?.Difference ?? AtTheEnd(one, other);
    }

    private static (Timestamp At, ParityDifference Difference)? FirstOf(LegLine line, LegResult one, LegResult other)
    {
        IReadOnlyList<LegEntry> a = one.Of(line), b = other.Of(line);
        for (int i = 0; i < Math.Max(a.Count, b.Count); i++)
        {
            LegEntry? mine = i < a.Count ? a[i] : null, theirs = i < b.Count ? b[i] : null;
            if (mine is not null && theirs is not null && mine.Text == theirs.Text && (mine.At - theirs.At).Duration() <= Tolerance)
                continue;
            Timestamp at = mine is null || theirs?.At < mine.At ? theirs!.At : mine.At;
            return (at, new ParityDifference(one.Name, other.Name, line.ToString(), i + 1, at.ToString(), TextOf(mine), TextOf(theirs)));
        }
        return null;
    }

    private static ParityDifference? AtTheEnd(LegResult one, LegResult other)
    {
        for (int i = 0; i < Math.Max(one.End.Count, other.End.Count); i++)
        {
            string? mine = one.End.ElementAtOrDefault(i), theirs = other.End.ElementAtOrDefault(i);
            if (mine != theirs)
                return new ParityDifference(one.Name, other.Name, "the account at the end", i + 1, null, mine, theirs);
        }
        return null;
    }

    private static string? TextOf(LegEntry? entry) => entry is null ? null : $"{entry.At} {entry.Text}";
}
