namespace CoinPilot.Backtest;

/// <summary>What reasons of the same rule have in common: their words, with an ellipsis for each figure or name that has a digit in it.</summary>
public static class ReasonPattern
{
    /// <summary>The pattern of a trade that has not ended.</summary>
    public const string StillOpen = "still open";

    private const string Figure = "…";

    public static string Of(string reason) => string.Join(' ', reason.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Masked));

    private static string Masked(string word)
    {
        int first = word.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0)
            return word;
        string before = word.StartsWith('(') ? "(" : "";
        string after = word[word.AsSpan().TrimEnd(",.:;)%").Length..];
        return before + Figure + after;
    }
}
