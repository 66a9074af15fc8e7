using System.Globalization;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>The names of a journal's files in their folder.</summary>
internal static class SegmentFolder
{
    private const string Prefix = "journal-";
    private const string Suffix = ".cpj";

    public static string PathOf(string folder, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D10}{Suffix}"));

    /// <summary>The segments in order; throws <see cref="JournalDamagedException"/> naming the first that is missing.</summary>
    public static string[] List(string folder)
    {
        int[] numbers = [.. Directory.EnumerateFiles(folder, Prefix + "*" + Suffix).Select(NumberOf).Order()];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != i + 1)
                throw new JournalDamagedException(PathOf(folder, i + 1), 0, "the segment is missing, though later ones are there");
        }
        return [.. numbers.Select(number => PathOf(folder, number))];
    }

    private static int NumberOf(string path)
    {
        string digits = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new JournalDamagedException(path, 0, "not the name of a journal segment");
    }
}
