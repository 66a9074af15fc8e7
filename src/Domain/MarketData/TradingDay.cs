using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>Where a day begins: at 00:00 UTC (09:00 in Korea), as the venue's daily candles do, or at 00:00 KST (15:00 UTC the day before).</summary>
public readonly record struct TradingDay
{
    private const long DayMicros = 86_400_000_000;

    private readonly long _offsetMicros;

    private TradingDay(long offsetMicros) => _offsetMicros = offsetMicros;

    public static TradingDay Utc => default;

    public static TradingDay Kst { get; } = new(Timestamp.KstOffset.Ticks / 10);

    /// <summary>Days since 1970-01-01 of this calendar.</summary>
    public long NumberOf(Timestamp time) => Math.DivRem(time.UnixMicros + _offsetMicros, DayMicros).Quotient;

    /// <summary>The instant at which the day of <paramref name="time"/> began.</summary>
    public Timestamp StartOf(Timestamp time) => new(NumberOf(time) * DayMicros - _offsetMicros);

    public override string ToString() => _offsetMicros == 0 ? "UTC" : "KST";
}
