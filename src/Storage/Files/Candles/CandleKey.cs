using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Names one series of the store. <paramref name="Venue"/> is lower case letters and digits, at most 16.</summary>
public readonly record struct CandleKey(string Venue, Symbol Symbol, int IntervalMinutes)
{
    /// <summary>The interval as users write it: <c>1m</c>, <c>240m</c>.</summary>
    public string IntervalName => $"{IntervalMinutes}m";

    public TimeSpan Interval => TimeSpan.FromMinutes(IntervalMinutes);

    /// <summary>Throws <see cref="FormatException"/> for a venue or an interval that is none.</summary>
    public CandleKey Validated()
    {
        if (Venue.Length is 0 or > 16 || Venue.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)))
            throw new FormatException($"'{Venue}' is not a venue's name in lower case, like upbit");
        if (!IsInterval(IntervalMinutes))
            throw new FormatException($"{IntervalMinutes} minutes is not an interval that divides a day");
        return this;
    }

    /// <summary>Reads <c>1m</c> to <c>1440m</c>; false for what is no whole number of minutes that divides a day.</summary>
    public static bool TryParseInterval(string text, out int minutes)
    {
        minutes = 0;
        return text.EndsWith('m') && int.TryParse(text.AsSpan(0, text.Length - 1), out minutes) && IsInterval(minutes);
    }

    public static bool IsInterval(long minutes) => minutes is > 0 and <= 1440 && 1440 % minutes == 0;

    public override string ToString() => $"{Venue}/{Symbol}/{IntervalName}";
}
