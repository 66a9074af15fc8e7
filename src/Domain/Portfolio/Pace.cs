using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>How often and how fast the account trades and loses: what the limits on pace are held against.</summary>
/// <param name="Day">The UTC day, by the market's time.</param>
/// <param name="DayEquity">Equity at its first word.</param>
/// <param name="LastEntries">The newest entry of each symbol, of this day and the one before.</param>
/// <param name="Recent">Entries within a minute of the newest, by our own clock.</param>
public sealed record Pace(
    Timestamp Day, Money DayEquity, int EntriesToday, bool IsDailyLossReached, int LossesInARow, Timestamp PausedUntil,
    ValueList<SymbolEntry> LastEntries, ValueList<Timestamp> Recent)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    public static Pace None { get; } = new(
        Timestamp.None, Money.Zero, 0, false, 0, Timestamp.None, ValueList<SymbolEntry>.Empty, ValueList<Timestamp>.Empty);

    public Pace With(EntryGranted e) => this with
    {
        EntriesToday = EntriesToday + 1,
        LastEntries = LastEntries.Put(l => l.Symbol == e.Symbol, new SymbolEntry(e.Symbol, e.MarketTime)),
        Recent = Recent.Without(at => e.At - at >= Minute).Add(e.At),
    };

    public Pace With(TradingDayBegan e) => this with
    {
        Day = e.Day,
        DayEquity = e.Equity,
        EntriesToday = 0,
        IsDailyLossReached = false,
        LastEntries = LastEntries.Without(l => e.Day - l.At > OneDay),
    };

    public Pace With(TradeEnded e) =>
        e.Result < Money.Zero ? this with { LossesInARow = LossesInARow + 1 }
        : e.Result > Money.Zero ? this with { LossesInARow = 0 }
        : this;

    /// <summary>None before the symbol's first.</summary>
    public Timestamp LastEntryOf(Symbol symbol)
    {
        foreach (SymbolEntry last in LastEntries)
        {
            if (last.Symbol == symbol)
                return last.At;
        }
        return Timestamp.None;
    }

    /// <summary>Entries in the minute before <paramref name="now"/>.</summary>
    public int RecentAt(Timestamp now)
    {
        int count = 0;
        foreach (Timestamp at in Recent)
        {
            if (now - at < Minute)
                count++;
        }
        return count;
    }
}

/// <summary>When a symbol was last entered, by the market's time.</summary>
public readonly record struct SymbolEntry(Symbol Symbol, Timestamp At);
