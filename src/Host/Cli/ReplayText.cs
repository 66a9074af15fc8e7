using CoinPilot.App.Replays;

namespace CoinPilot.App.Cli;

/// <summary>A replay's report for people.</summary>
internal static class ReplayText
{
    public static void Print(ReplayReport report, TextWriter output)
    {
        output.WriteLine($"orders from {report.From}; replayed from {report.Sessions[0].StartedAt}, where a session began");
        foreach (ReplayedSession session in report.Sessions)
            output.WriteLine($"  session {session.StartedAt} to {session.CompleteTo}: {session.Inputs:N0} inputs of {session.Workers} workers{EndOf(session)}");
        if (report.UnrecordedEvents > 0)
            output.WriteLine($"{report.UnrecordedOrders:N0} orders and {report.UnrecordedEvents:N0} events from {report.UnrecordedFrom} to {report.UnrecordedTo} are in no recording");
        string count = $"{report.Orders:N0} orders and {report.Events:N0} events";
        if (report.Difference is { } difference)
        {
            output.WriteLine($"DIFFERENCE after {count} byte for byte the same: {difference.Entity} event {difference.Sequence}");
            output.WriteLine($"  recorded: {difference.Recorded ?? "nothing"}");
            output.WriteLine($"  replayed: {difference.Replayed ?? "nothing"}");
        }
        else if (report is { Events: 0, Problem: null })
        {
            output.WriteLine("nothing to compare: no event of that time was journaled");
        }
        else
        {
            output.WriteLine(report.Problem is { } problem ? $"DIFFERENCE after {count} byte for byte the same: {problem}" : $"{count}, byte for byte the same");
        }
    }

    private static string EndOf(ReplayedSession session) =>
        session.GivenUp is { } reason ? $"; the recording ends there: {reason}"
        : session.EndedInOrder ? ""
        : session.TornBytes > 0 ? $"; it ended there without a word, {session.TornBytes} bytes of an unfinished write left out"
        : "; it ended there without a word, or still runs";
}
