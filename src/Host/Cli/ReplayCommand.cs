using System.CommandLine;
using CoinPilot.App.Journals;
using CoinPilot.App.Replays;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot replay</c></summary>
internal static class ReplayCommand
{
    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Option<string?> Database = JournalPlace.Option();
    private static readonly Option<string?> From = new("--from") { Description = "compare orders from then on: UTC like 2025-09-01T12:30, or with KST or +09:00 behind it" };
    private static readonly Option<string?> To = new("--to") { Description = "compare orders before then" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON" };

    public static Command Create()
    {
        Command command = new("replay", "run recorded sessions again and prove that their orders come out byte for byte; exit 1 names the first difference")
        {
            Data, Database, From, To, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string data = parsed.GetRequiredValue(Data);
        Timestamp? from = parsed.GetValue(From) is { } first ? InstantText.Read("--from", first) : null;
        Timestamp to = parsed.GetValue(To) is { } last ? InstantText.Read("--to", last) : RecordedJournal.Endless;
        if (from >= to)
            throw new UsageException($"--to '{parsed.GetValue(To)}' is not after --from '{parsed.GetValue(From)}'");
        SessionReader[] sessions = SessionsBetween(data, from ?? Timestamp.None, to);
        using IJournalReader reader = JournalPlace.Choose(data, parsed.GetValue(Database)).OpenReader();
        using ProgressLine progress = new("replaying");
        ReplayReport report = new SessionReplay(sessions, new RecordedJournal(reader, to), from ?? sessions[0].StartedAt, progress.Show).Run();
        progress.Dispose();
        if (parsed.GetValue(Json))
            JsonOutput.Print(report);
        else
            ReplayText.Print(report, Console.Out);
        return report.IsSame ? ExitCode.Done : ExitCode.Failed;
    }

    private static SessionReader[] SessionsBetween(string data, Timestamp from, Timestamp to)
    {
        string folder = DataFolder.SessionsOf(data);
        SessionReader[] all = [.. SessionFolder.List(folder).Select(SessionReader.Open).OfType<SessionReader>()];
        if (all.Length == 0)
            throw new UsageException($"there is no recorded session in '{folder}'");
        // One that began before is in the range as long as no other has begun by then.
        SessionReader[] chosen = [.. all.Where((s, i) => s.StartedAt < to && (i == all.Length - 1 || all[i + 1].StartedAt > from))];
        return chosen.Length > 0 ? chosen : throw new UsageException($"no recorded session before {to}; the first in '{folder}' began at {all[0].StartedAt}");
    }
}
