namespace CoinPilot.Strategies;

/// <summary>A parameter of a strategy with its range, both ends allowed.</summary>
public sealed record StrategyParameter(string Key, decimal Default, decimal Minimum, decimal Maximum, bool IsWhole, string Meaning)
{
    /// <summary>A small letter, then letters, digits, underscores and dots; the last is no dot.</summary>
    public static bool IsKey(string text) => text.Length > 0 && char.IsAsciiLetterLower(text[0]) && text[^1] != '.'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
}

/// <summary>A strategy was asked for in a way that cannot be; the message names the key and lists what is valid.</summary>
public sealed class StrategyConfigurationException(string message) : Exception(message);
