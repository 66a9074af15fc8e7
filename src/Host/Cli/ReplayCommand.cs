using System.CommandLine;
using CoinPilot.App.Journals;
using CoinPilot.App.OwnStrategies;
using CoinPilot.App.Replays;
using CoinPilot.App.Replays.WhatIf;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot replay</c></summary>
internal static class ReplayCommand
{
    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Option<string?> Database = JournalPlace.Option();
    private static readonly Option<string?> From = new("--from") { Description = "compare orders from then on: UTC like 2025-09-01T12:30, or with KST or +09:00 behind it" };
    private static readonly Option<string?> To = new("--to") { Description = "compare orders before then" };
    private static readonly Option<string?> Strategies = StrategyOptions.Folder();
    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "other parameters, strategy.key=value or risk.key=value: prints how the trades differ",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Json = new("--json") { Description = "print the report as JSON" };

    public static Command Create()
    {
        Command command = new("replay", "run recorded sessions again and prove that their orders come out byte for byte; exit 1 names the first difference")
        {
            Data, Database, From, To, Strategies, Set, Json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string data = parsed.GetRequiredValue(Data);
        Timestamp? from = parsed.GetValue(From) is { } first ? InstantText.Read("--from", first) : null;
        Timestamp to = parsed.GetValue(To) is { } last ? InstantText.Read("--to", last) : RecordedJournal.Endless;
        if (from >= to)
            throw new UsageException($"--to '{parsed.GetValue(To)}' is not after --from '{parsed.GetValue(From)}'");
        SessionReader[] sessions = SessionsBetween(data, from ?? Timestamp.None, to);
        IReadOnlyList<StrategyDescriptor> kinds = StrategyFolder.KindsWith(parsed.GetValue(Strategies));
        using IJournalReader reader = JournalPlace.Choose(data, parsed.GetValue(Database)).OpenReader();
        using ProgressLine progress = new("replaying");
        int percent = -1;
        void Show(double share)
        {
            if ((int)(100 * share) is var now && now != percent)
                progress.Show((percent = now) / 100.0);
        }
        if (parsed.GetRequiredValue(Set) is { Length: > 0 } set)
        {
            WhatIfReport difference = await WhatIfRun.RunAsync(sessions, reader, kinds, set, from ?? sessions[0].StartedAt, to, Show);
            progress.Dispose();
            Print(difference, parsed.GetValue(Json), WhatIfText.Print);
            return ExitCode.Done;
        }
        ReplayReport report = new SessionReplay(sessions, new RecordedJournal(reader, to), kinds, from ?? sessions[0].StartedAt, Show).Run();
        progress.Dispose();
        Print(report, parsed.GetValue(Json), ReplayText.Print);
        return report.IsSame ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Print<T>(T report, bool asJson, Action<T, TextWriter> print)
    {
        if (asJson)
            JsonOutput.Print(report);
        else
            print(report, Console.Out);
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
