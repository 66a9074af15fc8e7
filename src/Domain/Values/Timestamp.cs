using System.Globalization;

namespace CoinPilot.Values;

/// <summary>An instant in UTC, in whole microseconds since 1970. <c>default</c> is <see cref="None"/>.</summary>
public readonly record struct Timestamp(long UnixMicros) : IComparable<Timestamp>
{
    /// <summary>No time known.</summary>
    public static Timestamp None => default;

    /// <summary>Korea's offset from UTC; it has no daylight saving.</summary>
    public static TimeSpan KstOffset => TimeSpan.FromHours(9);

    public bool IsSet => UnixMicros != 0;

    public static Timestamp FromUnixMillis(long millis) => new(checked(millis * 1000));

    public static Timestamp From(DateTimeOffset time) => new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10);

    public static Timestamp Utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        From(new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero));

    /// <summary>Milliseconds since 1970, rounded down.</summary>
    public long UnixMillis => Math.DivRem(UnixMicros, 1000).Quotient;

    public DateTimeOffset ToDateTimeOffset() => new(DateTime.UnixEpoch.Ticks + UnixMicros * 10, TimeSpan.Zero);

    /// <summary>The start of the bar of length <paramref name="interval"/> that holds this instant; bars open on UTC boundaries.</summary>
    public Timestamp FloorTo(TimeSpan interval)
    {
        long length = interval.Ticks / 10;
        return new Timestamp(UnixMicros - UnixMicros % length);
    }

    public static Timestamp operator +(Timestamp time, TimeSpan span) => new(checked(time.UnixMicros + span.Ticks / 10));
    public static Timestamp operator -(Timestamp time, TimeSpan span) => new(checked(time.UnixMicros - span.Ticks / 10));
    public static TimeSpan operator -(Timestamp a, Timestamp b) => new(checked((a.UnixMicros - b.UnixMicros) * 10));
    public int CompareTo(Timestamp other) => UnixMicros.CompareTo(other.UnixMicros);
    public static bool operator <(Timestamp a, Timestamp b) => a.UnixMicros < b.UnixMicros;
    public static bool operator >(Timestamp a, Timestamp b) => a.UnixMicros > b.UnixMicros;
    public static bool operator <=(Timestamp a, Timestamp b) => a.UnixMicros <= b.UnixMicros;
    public static bool operator >=(Timestamp a, Timestamp b) => a.UnixMicros >= b.UnixMicros;

    /// <summary><c>2025-09-01T00:00:00.000Z</c></summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>2025-09-01 09:00:00.000 KST</c></summary>
    public string ToKstString() =>
        ToDateTimeOffset().ToOffset(KstOffset).ToString("yyyy-MM-dd HH:mm:ss.fff 'KST'", CultureInfo.InvariantCulture);
}
