using CoinPilot.Backtest;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests.Reports;

/// <summary>The same trades, grouped four ways.</summary>
internal sealed record ReportedGroups(
    IReadOnlyList<ReportedGroup> Strategies, IReadOnlyList<ReportedGroup> Symbols, IReadOnlyList<ReportedGroup> Months, IReadOnlyList<ReportedGroup> ExitRules)
{
    public static ReportedGroups Of(ValueList<RoundTrip> trades) => new(
        [.. TradeGroup.ByStrategy(trades).Select(ReportedGroup.Of)], [.. TradeGroup.BySymbol(trades).Select(ReportedGroup.Of)],
        [.. TradeGroup.ByMonth(trades).Select(ReportedGroup.Of)], [.. TradeGroup.ByExitRule(trades).Select(ReportedGroup.Of)]);
}

/// <summary>Trades that have something in common; see <see cref="TradeStatistics"/>. What is undefined is null.</summary>
internal sealed record ReportedGroup(
    string Key, int Trades, int Open, int Wins, int Losses, double? WinRate, double? ProfitFactor, string Gross, string Net, string OpenNet, string Fees,
    string Slippage, string Traded, string? Expectancy, string? AverageWin, string? AverageLoss)
{
    public static ReportedGroup Of(TradeGroup group)
    {
        TradeStatistics s = group.Statistics;
        return new ReportedGroup(
            group.Key, s.Trades, s.Open, s.Wins, s.Losses, ReportedFigures.Defined(s.WinRate), ReportedFigures.Defined(s.ProfitFactor), s.Gross.ToString(),
            s.Net.ToString(), s.OpenNet.ToString(), s.Fees.ToString(), s.Slippage.ToString(), s.Traded.ToString(), s.Expectancy?.ToString(),
            s.AverageWin?.ToString(), s.AverageLoss?.ToString());
    }
}
