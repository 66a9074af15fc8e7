using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>
/// The length of a time bar: whole minutes up to a day, counted from where the day begins. The last bar of a day is cut off at its end where the
/// length does not divide it, so that bars begin at the same times every day.
/// </summary>
public readonly record struct BarSize
{
    private const int MinutesPerDay = 24 * 60;
    private const long MicrosPerMinute = 60_000_000;

    private readonly TradingDay _day;

    private BarSize(int minutes, TradingDay day)
    {
        TotalMinutes = minutes;
        _day = day;
    }

    /// <summary>Minutes in a bar; 0 for <c>default</c>, which no builder takes.</summary>
    public int TotalMinutes { get; }

    /// <summary>1 to 1440 minutes; the day begins at 00:00 UTC unless told otherwise.</summary>
    public static BarSize Minutes(int minutes, TradingDay day = default) =>
        minutes is >= 1 and <= MinutesPerDay
            ? new BarSize(minutes, day)
            : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, $"a bar has from 1 to {MinutesPerDay} minutes");

    /// <summary>1 to 24 hours; the day begins at 00:00 UTC unless told otherwise.</summary>
    public static BarSize Hours(int hours, TradingDay day = default) =>
        hours is >= 1 and <= 24
            ? new BarSize(hours * 60, day)
            : throw new ArgumentOutOfRangeException(nameof(hours), hours, "a bar has from 1 to 24 hours");

    public static BarSize Day(TradingDay day) => new(MinutesPerDay, day);

    /// <summary>The beginning of the bar that holds <paramref name="time"/>, and of the one after it.</summary>
    public (Timestamp Start, Timestamp End) Around(Timestamp time)
    {
        long day = _day.StartOf(time).UnixMicros, length = TotalMinutes * MicrosPerMinute;
        long start = day + (time.UnixMicros - day) / length * length;
        return (new Timestamp(start), new Timestamp(Math.Min(start + length, day + MinutesPerDay * MicrosPerMinute)));
    }

    /// <summary><c>5m</c>, <c>4h</c>, <c>1d</c>, with the day's name where it is not UTC.</summary>
    public override string ToString()
    {
        string length = TotalMinutes == MinutesPerDay ? "1d" : TotalMinutes % 60 == 0 ? $"{TotalMinutes / 60}h" : $"{TotalMinutes}m";
        return _day == TradingDay.Utc ? length : $"{length} {_day}";
    }
}
