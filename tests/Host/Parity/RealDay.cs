using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests;
using CoinPilot.App.Parity;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Parity;

/// <summary>What a parity check runs on: a day of real candles, or a part of it.</summary>
internal static class RealDay
{
    /// <summary>The strategies with parameters by which a day is enough for them; the others have those that they ship with.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Settings = new(StringComparer.Ordinal)
    {
        ["turtle"] = new() { ["minutes"] = "15" },
        ["grid"] = new() { ["width"] = "3", ["levels"] = "12" },
    };

    /// <summary>Adding to positions and entering often is what grid and turtle live by.</summary>
    private static readonly RiskLimits OftenEntered = RiskLimits.Default with
    {
        SecondEntry = SecondEntry.SameStrategy, DailyEntries = 0, EntryInterval = TimeSpan.Zero, EntriesPerMinute = 0,
    };

    /// <summary>Everybody may enter beside everybody else, until there are too many.</summary>
    public static RiskLimits Crowded { get; } = OftenEntered with { SecondEntry = SecondEntry.Always };

    public static StrategyChoice Choose(string strategy) =>
        StrategyCatalog.Choose(strategy, Settings.GetValueOrDefault(strategy) ?? []);

    /// <summary>That day of September 2025 of these coins, or its first hours, or a skipped test where the candles are not there.</summary>
    public static ParityInput Input(string[] coins, IReadOnlyList<StrategyChoice> strategies, RiskLimits? limits = null, int day = 22, double hours = 24)
    {
        Timestamp from = Timestamp.Utc(2025, 9, day);
        string[] files = [.. RealData.RequireCandleFiles().Where(f => coins.Contains(Path.GetFileName(f).Split('_')[0]))];
        (IReadOnlyList<CandleSeries> series, _) = CandleFiles.Read(files, symbol: null);
        return ParityInput.Of(
            series, new BacktestOptions(Money.Of(10_000_000), strategies, limits ?? OftenEntered), from, from + TimeSpan.FromHours(hours),
            [.. StrategyCatalog.All.Union(strategies.Select(s => s.Descriptor))]);
    }
}
