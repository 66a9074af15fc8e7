using System.CommandLine;
using CoinPilot.App.Audit;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot audit</c></summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        Option<string> data = DataFolder.Option();
        Option<bool> json = new("--json") { Description = "print the report as JSON" };
        Option<string?> database = JournalPlace.Option();
        Option<string?> html = new("--html") { Description = "write the report, with every order's story, as a page to this file" };
        Option<string?> venue = new("--venue") { Description = "the exchange's own list of orders, a JSON file: the journal must agree with it" };
        Command command = new("audit", "replay a journal and prove its positions and cash; exit 1 names the first difference") { data, database, json, html, venue };
        command.SetAction(parsed => Run(
            JournalPlace.Choose(parsed.GetRequiredValue(data), parsed.GetValue(database)), parsed.GetValue(json), parsed.GetValue(html), parsed.GetValue(venue)));
        return command;
    }

    private static int Run(JournalPlace place, bool json, string? html, string? venue)
    {
        AuditReport report = Audit(place, venue is null ? null : VenueRecordFile.Read(venue));
        if (html is not null)
            File.WriteAllText(html, AuditHtml.Write(report));
        if (json)
            JsonOutput.Print(report);
        else
            Print(report, place.Description);
        return report.IsClean ? ExitCode.Done : ExitCode.Failed;
    }

    private static AuditReport Audit(JournalPlace place, IReadOnlyDictionary<string, decimal>? venue)
    {
        using IJournalReader reader = place.OpenReader();
        try
        {
            return Auditor.Run(reader.ReadAll(), () => reader.Verify().TornBytes, venue);
        }
        catch (Exception bad) when (bad is JournalDamagedException or UnreadableEventException)
        {
            return Auditor.Run([], () => 0) with { Difference = bad.Message };
        }
    }

    private static void Print(AuditReport report, string place)
    {
        Console.WriteLine($"journal in {place}: {report.Events} events of {report.Entities} entities, {report.Orders} orders, {report.Fills} fills");
        Console.WriteLine($"cash {report.OpeningCash} at the start, {report.Cash} now, {report.Fees} in fees; {report.Reports} self-reports compared");
        if (report.Transferred != "0")
            Console.WriteLine($"{report.Transferred} of it came in by hand since the start (negative: went out), accepted by an operator");
        if (report.CashProblem is { } problem)
            Console.WriteLine($"cash is not explained: {problem}");
        if (report.Denied.Count > 0)
            Console.WriteLine($"{report.Denied.Sum(d => d.Times)} signals denied; coinpilot risk decisions --denied shows them");
        if (report.TornBytes > 0)
            Console.WriteLine($"{report.TornBytes} bytes of an unfinished write at the end were left out");
        foreach (AuditedPosition position in report.Positions)
            Console.WriteLine($"  {position.Symbol} {position.Strategy}: {position.Quantity} at a cost of {position.Cost} KRW");
        Console.WriteLine(report.IsClean ? "clean: journal, positions and cash agree" : $"DIFFERENCE: {report.Difference}");
    }
}
