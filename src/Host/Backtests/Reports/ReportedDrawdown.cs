using CoinPilot.Backtest;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>A fall of equity; see <see cref="Drawdown"/>.</summary>
internal sealed record ReportedDrawdown(string Peak, string Trough, string? Recovered, double Depth, double Days)
{
    public static ReportedDrawdown Of(Drawdown drawdown) => new(
        drawdown.Peak.ToString(), drawdown.Trough.ToString(), drawdown.Recovered.IsSet ? drawdown.Recovered.ToString() : null, drawdown.Depth,
        drawdown.Length.TotalDays);
}
