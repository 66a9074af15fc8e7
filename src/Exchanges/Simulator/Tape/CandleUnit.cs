using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A candle's length. All open on UTC boundaries; weeks on Monday.</summary>
internal sealed class CandleUnit
{
    private readonly Func<Timestamp, Timestamp> _floor;

    private CandleUnit(string path, string? socketType, int? minutes, Func<Timestamp, Timestamp> floor)
    {
        (Path, SocketType, Minutes, _floor) = (path, socketType, minutes, floor);
    }

    public static CandleUnit Second { get; } = new("seconds", "candle.1s", null, t => t.FloorTo(TimeSpan.FromSeconds(1)));

    public static CandleUnit Day { get; } = new("days", null, null, t => t.FloorTo(TimeSpan.FromDays(1)));

    /// <summary>All of them, the shortest first.</summary>
    public static IReadOnlyList<CandleUnit> All { get; } =
    [
        Second,
        .. new[] { 1, 3, 5, 10, 15, 30, 60, 240 }.Select(OfMinutes),
        Day,
        new("weeks", null, null, MondayOf),
        new("months", null, null, t => OfDate(t, d => new DateTimeOffset(d.Year, d.Month, 1, 0, 0, 0, TimeSpan.Zero))),
        new("years", null, null, t => OfDate(t, d => new DateTimeOffset(d.Year, 1, 1, 0, 0, 0, TimeSpan.Zero))),
    ];

    /// <summary>What follows <c>/v1/candles/</c>.</summary>
    public string Path { get; }

    /// <summary>Null where the sockets have none.</summary>
    public string? SocketType { get; }

    /// <summary>Null for all but minutes.</summary>
    public int? Minutes { get; }

    /// <summary>True for weeks, months and years, whose answers name their first day.</summary>
    public bool NamesFirstDay => Path is "weeks" or "months" or "years";

    /// <summary>When the candle that holds <paramref name="time"/> opened.</summary>
    public Timestamp FloorOf(Timestamp time) => _floor(time);

    public static CandleUnit? FindSocketType(string type) => All.FirstOrDefault(u => u.SocketType == type);

    private static CandleUnit OfMinutes(int minutes) =>
        new($"minutes/{minutes}", $"candle.{minutes}m", minutes, t => t.FloorTo(TimeSpan.FromMinutes(minutes)));

    private static Timestamp MondayOf(Timestamp time) =>
        OfDate(time, d => new DateTimeOffset(d.Date, TimeSpan.Zero).AddDays(-(((int)d.DayOfWeek + 6) % 7)));

    private static Timestamp OfDate(Timestamp time, Func<DateTimeOffset, DateTimeOffset> first) => Timestamp.From(first(time.ToDateTimeOffset()));
}
