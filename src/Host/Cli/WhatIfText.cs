using CoinPilot.App.Replays.WhatIf;

namespace CoinPilot.App.Cli;

/// <summary>A replay with changed parameters, for people: every trade that is not the same, then the sums.</summary>
internal static class WhatIfText
{
    public static void Print(WhatIfReport report, TextWriter output)
    {
        output.WriteLine($"trades from {report.From}; replayed from {report.StartedAt}, where a session began");
        string same = WhatIfReport.NameOf(TradeMatch.Same);
        foreach (TradeDifference trade in report.Trades.Where(t => t.Match != same))
        {
            string opened = (trade.Recorded ?? trade.Replayed)!.OpenedAt;
            output.WriteLine($"{trade.Match,-13} {trade.Symbol} {trade.Strategy} {opened}: {Text(trade)}");
        }
        output.WriteLine($"{report.Trades.Count(t => t.Match == same):N0} trades are the same");
        output.WriteLine($"recorded {Text(report.Recorded)}");
        output.WriteLine($"replayed {Text(report.Replayed)}");
        output.WriteLine($"profit {Signed(report.ProfitDifference)} KRW; {report.AnsweredAsRecorded:N0} orders were answered as recorded, {report.AnsweredByModel:N0} by the matching model");
    }

    private static string Text(TradeDifference trade) => trade switch
    {
        { Recorded: { } then, Replayed: { } now } =>
            $"quantity {Changed(then.Quantity, now.Quantity)}, entry {Changed(then.Entry, now.Entry)}, exit {Changed(then.Exit, now.Exit)}, profit {Changed(then.Profit, now.Profit)}",
        { Recorded: { } one } => Text(one),
        _ => Text(trade.Replayed!),
    };

    private static string Text(TradeModel trade) => $"quantity {trade.Quantity}, entry {trade.Entry}, exit {trade.Exit ?? "open"}, profit {trade.Profit ?? "open"}";

    private static string Text(TradeTotals totals) => $"{totals.Trades:N0} trades, {totals.Closed:N0} closed with a profit of {totals.Profit} KRW, fees {totals.Fees} KRW";

    private static string Changed(string? then, string? now) => then == now ? now ?? "open" : $"{then ?? "open"} -> {now ?? "open"}";

    private static string Signed(string amount) => amount.StartsWith('-') ? amount : $"+{amount}";
}
