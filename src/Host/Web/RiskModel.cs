using CoinPilot.Actors.Trading;
using CoinPilot.Risk;

namespace CoinPilot.App.Web;

/// <summary><c>GET /api/risk</c>: the limits in force and what they are held against.</summary>
internal sealed record RiskModel(
    string TradingState, string? KillSwitch, string? Flatten, string Equity, string DayEquity, string PeakEquity, int Positions,
    int EntriesToday, int LossesInARow, string? PausedUntil, bool DailyLossReached,
    IReadOnlyDictionary<string, string> Limits, IReadOnlyDictionary<string, string> Overrides)
{
    public static RiskModel Of(AccountSnapshot account) => new(
        account.TradingState.ToString().ToLowerInvariant(), account.KillSwitchReason, account.FlattenReason, account.Equity.ToString(),
        account.Pace.DayEquity.ToString(), account.PeakEquity.ToString(), account.Entries, account.Pace.EntriesToday, account.Pace.LossesInARow,
        account.Pace.PausedUntil.IsSet ? account.Pace.PausedUntil.ToString() : null, account.Pace.IsDailyLossReached,
        ToDictionary(LimitSetting.AllOf(account.Limits)), ToDictionary(account.Overrides));

    private static Dictionary<string, string> ToDictionary(IEnumerable<LimitSetting> settings) =>
        settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
}
