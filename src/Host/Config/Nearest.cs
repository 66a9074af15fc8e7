namespace CoinPilot.App.Config;

/// <summary>Finds what a misspelt word was meant to be, by edit distance (Levenshtein, 1966).</summary>
internal static class Nearest
{
    /// <summary><c>; did you mean 'x'?</c>, or nothing where no candidate is near.</summary>
    public static string Suggest(string word, IEnumerable<string> candidates) =>
        Find(word, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The candidate that takes the fewest edits, at most a third of its letters and two at least; the first of equals.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        (string Candidate, int Distance) best = candidates.Select(c => (c, Distance(word, c))).DefaultIfEmpty(("", int.MaxValue)).MinBy(c => c.Item2);
        return best.Distance <= Math.Max(2, best.Candidate.Length / 3) ? best.Candidate : null;
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
