using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>A month in UTC.</summary>
/// <param name="Month">1 to 12.</param>
public readonly record struct CalendarMonth(int Year, int Month)
{
    public static CalendarMonth Of(Timestamp time)
    {
        DateTimeOffset utc = time.ToDateTimeOffset();
        return new CalendarMonth(utc.Year, utc.Month);
    }

    /// <summary>The month that a period ending at <paramref name="time"/> belongs to: at its first instant, the month before.</summary>
    public static CalendarMonth OfEnd(Timestamp time) => Of(time - TimeSpan.FromMicroseconds(1));

    /// <summary><c>2025-09</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
