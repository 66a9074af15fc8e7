using System.Diagnostics;
using CoinPilot.Actors.Backtest;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Replays;
using CoinPilot.Matching;

namespace CoinPilot.App.Parity;

/// <summary>Runs the same data through backtest, paper trading and replay, and finds where they part.</summary>
/// <param name="folder">Paper trading's data folder, empty at first.</param>
internal sealed class ParityCheck(ParityInput input, string folder)
{
    /// <summary>The exchange's rules in place of the backtest's: a check of the check plants a difference here.</summary>
    public Func<VenueRules, VenueRules> ExchangeRules { get; init; } = static same => same;

    /// <summary>Throws <see cref="ParityStoppedException"/> and <see cref="BacktestStoppedException"/> where a leg does not come to its end.</summary>
    public async Task<ParityReport> RunAsync(Action<string, double> onProgress, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        (LegResult backtest, BacktestResult result) = await BacktestLeg.RunAsync(input, share => onProgress("backtest", share), cancellation);
        ReportedLeg first = Reported(backtest, ref began);
        AccountSnapshot account = await new PaperLeg(input, folder) { Rules = ExchangeRules(input.Terms.Rules) }.RunAsync(share => onProgress(PaperLeg.Name, share), cancellation);
        LegResult paper = ReplayLeg.ReadPaper(input, folder);
        ReportedLeg second = Reported(paper, ref began);
        (LegResult replay, ReplayReport report) = ReplayLeg.Run(input, folder, share => onProgress("replay", share));
        ReportedLeg third = Reported(replay, ref began);
        return new ParityReport(
            [.. input.Options.Strategies.Select(s => s.Name)], [.. input.Series.Select(s => s.Symbol.Code)], input.From.ToString(), input.End.ToString(),
            input.Candles, [first, second, third],
            ParityComparison.FirstDifference(backtest, paper) ?? Accounts(result, account) ?? OfReplay(report) ?? ParityComparison.FirstDifference(paper, replay));
    }

    private static ReportedLeg Reported(LegResult leg, ref long began)
    {
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        return new ReportedLeg(leg.Name, leg.Orders, leg.Fills, leg.Denials, leg.Hash(), Math.Round(seconds, 3));
    }

    // What both accounts say of themselves, and how often each code denied.
    private static ParityDifference? Accounts(BacktestResult backtest, AccountSnapshot paper)
    {
        (string Backtest, string Paper)[] figures =
        [
            ($"cash {backtest.FinalCash}", $"cash {paper.Cash}"), ($"equity {backtest.FinalEquity}", $"equity {paper.Equity}"),
            ($"{backtest.Denied} denials", $"{paper.Denials.Sum(d => d.Count)} denials"),
        ];
        for (int i = 0; i < figures.Length; i++)
        {
            if (figures[i].Backtest != figures[i].Paper)
                return new ParityDifference("backtest", "paper", "what the account says of itself at the end", i + 1, null, figures[i].Backtest, figures[i].Paper);
        }
        return null;
    }

    private static ParityDifference? OfReplay(ReplayReport report) => report switch
    {
        { IsSame: true } => null,
        { Difference: { } d } => new ParityDifference("paper", "replay", d.Entity, (int)d.Sequence, null, d.Recorded, d.Replayed),
        _ => new ParityDifference("paper", "replay", "the recording", 1, report.UnrecordedFrom, $"{report.UnrecordedOrders} orders that are not recorded", report.Problem),
    };
}
