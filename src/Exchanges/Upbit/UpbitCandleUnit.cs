namespace CoinPilot.Exchanges.Upbit;

/// <summary>The lengths of candle that the venue's history has. Days begin at 00:00 UTC, weeks on Monday.</summary>
public enum UpbitCandleUnit : byte
{
    Second, Minute1, Minute3, Minute5, Minute10, Minute15, Minute30, Minute60, Minute240, Day, Week, Month, Year,
}

/// <summary>How the venue calls its candles.</summary>
internal static class UpbitCandlePaths
{
    public static string PathOf(UpbitCandleUnit unit) => "/v1/candles/" + unit switch
    {
        UpbitCandleUnit.Second => "seconds",
        UpbitCandleUnit.Day => "days",
        UpbitCandleUnit.Week => "weeks",
        UpbitCandleUnit.Month => "months",
        UpbitCandleUnit.Year => "years",
        _ => $"minutes/{GridOf(unit).TotalMinutes:0}",
    };

    /// <summary>Every candle of the unit opens on a boundary of this.</summary>
    public static TimeSpan GridOf(UpbitCandleUnit unit) => unit switch
    {
        UpbitCandleUnit.Second => TimeSpan.FromSeconds(1),
        UpbitCandleUnit.Minute1 => TimeSpan.FromMinutes(1),
        UpbitCandleUnit.Minute3 => TimeSpan.FromMinutes(3),
        UpbitCandleUnit.Minute5 => TimeSpan.FromMinutes(5),
        UpbitCandleUnit.Minute10 => TimeSpan.FromMinutes(10),
        UpbitCandleUnit.Minute15 => TimeSpan.FromMinutes(15),
        UpbitCandleUnit.Minute30 => TimeSpan.FromMinutes(30),
        UpbitCandleUnit.Minute60 => TimeSpan.FromHours(1),
        UpbitCandleUnit.Minute240 => TimeSpan.FromHours(4),
        _ => TimeSpan.FromDays(1),
    };
}
