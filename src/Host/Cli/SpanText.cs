using System.Globalization;

namespace CoinPilot.App.Cli;

/// <summary>Lengths of time as people write them: <c>90d</c>, <c>12h</c>, <c>30m</c>, <c>2w</c>.</summary>
internal static class SpanText
{
    /// <summary>Throws <see cref="UsageException"/> for what is none, is negative or is no whole number of minutes.</summary>
    public static TimeSpan Parse(string option, string text)
    {
        double minutes = text.Length == 0 ? 0 : text[^1] switch { 'w' => 7 * 24 * 60, 'd' => 24 * 60, 'h' => 60, 'm' => 1, _ => 0 };
        return minutes > 0 && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number <= 100_000 && decimal.IsInteger(number * (decimal)minutes)
            ? TimeSpan.FromMinutes((double)(number * (decimal)minutes))
            : throw new UsageException($"{option} '{text}' is not a length of time like 90d, 12h or 30m");
    }
}
