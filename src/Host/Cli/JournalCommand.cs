using System.CommandLine;
using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Projections;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot journal</c>: looks into a journal, of files or a database, beside its writer; changes nothing.</summary>
internal static class JournalCommand
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private static readonly Option<string> Data = DataFolder.Option();

    private static readonly Option<string?> Database = JournalPlace.Option();

    private static readonly Option<bool> Json = new("--json") { Description = "print JSON, one event a line" };

    public static Command Create() => new("journal", "look into a journal; it may be in use")
    {
        CreateTail(), CreateShow(), CreateVerify(), CreateExport(), CreateProject(), CreateArchive(), JournalStrandedCommand.Create(),
    };

    private static Command CreateTail()
    {
        Option<int> count = new("--count", "-n") { Description = "how many events", DefaultValueFactory = _ => 20 };
        Option<bool> follow = new("--follow", "-f") { Description = "go on with what is written, until Ctrl-C" };
        Command command = new("tail", "the newest events of all entities") { Data, Database, count, follow, Json };
        command.SetAction((parsed, _) => TailAsync(parsed, parsed.GetValue(count), parsed.GetValue(follow)));
        return command;
    }

    private static Command CreateShow()
    {
        Argument<string> entity = new("entity") { Description = "an entity's name: portfolio, position/KRW-BTC" };
        Option<long> after = new("--after") { Description = "only events after this number" };
        Command command = new("show", "the events of one entity") { entity, Data, Database, after, Json };
        command.SetAction(parsed => Show(parsed, parsed.GetRequiredValue(entity), parsed.GetValue(after)));
        return command;
    }

    private static Command CreateVerify()
    {
        Command command = new("verify", "check every byte and every hash chain; exit 1 names the first bad event") { Data, Database };
        command.SetAction(Verify);
        return command;
    }

    private static Command CreateExport()
    {
        Option<string?> output = new("--out") { Description = "file to write; it must not exist yet. Without it, stdout" };
        Command command = new("export", "all events as JSON, one a line, in the order in which they were written") { Data, Database, output };
        command.SetAction(parsed => Export(parsed, parsed.GetValue(output)));
        return command;
    }

    private static Command CreateProject()
    {
        Option<bool> rebuild = new("--rebuild") { Description = "empty the tables first and make them anew" };
        Command command = new("project", "bring a database's tables of orders, fills, equity and risk decisions up to date with its journal") { Data, Database, rebuild };
        command.SetAction(parsed => Project(parsed, parsed.GetValue(rebuild)));
        return command;
    }

    private static Command CreateArchive()
    {
        Option<string> to = new("--to") { Description = "folder of the archive, such as one on another disk", Required = true };
        Command command = new("archive", "move a file journal's closed segments to an archive and leave links to them; nothing is deleted") { Data, to };
        command.SetAction(parsed =>
        {
            string folder = DataFolder.JournalOf(parsed.GetRequiredValue(Data));
            if (!Directory.Exists(folder))
                throw new UsageException($"there is no journal in '{parsed.GetRequiredValue(Data)}'");
            Console.WriteLine($"{SegmentArchive.Run(folder, parsed.GetRequiredValue(to))} segments moved to '{parsed.GetRequiredValue(to)}'");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> TailAsync(ParseResult parsed, int count, bool follow)
    {
        if (count < 0)
            throw new UsageException($"--count {count} is below 0");
        using IJournalReader reader = OpenReader(parsed);
        Queue<JournalEvent> newest = new();
        foreach (JournalEvent recorded in reader.ReadNew())
        {
            newest.Enqueue(recorded);
            if (newest.Count > count)
                newest.Dequeue();
        }
        Print(parsed, newest);
        if (!follow)
            return ExitCode.Done;
        using StopSignal stop = new();
        using PeriodicTimer timer = new(LookInterval);
        while (await NextAsync(timer, stop.Token))
            Print(parsed, reader.ReadNew());
        return ExitCode.Done;
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static int Show(ParseResult parsed, string entity, long after)
    {
        using IJournalReader reader = OpenReader(parsed);
        SortedSet<string> others = new(StringComparer.Ordinal);
        bool found = false;
        foreach (JournalEvent recorded in reader.ReadAll())
        {
            others.Add(recorded.EntityId);
            if (recorded.EntityId != entity)
                continue;
            found = true;
            if (recorded.Sequence > after)
                Print(parsed, [recorded]);
        }
        return found ? ExitCode.Done : throw new UsageException($"the journal has no entity '{entity}'; it has: {string.Join(", ", others)}");
    }

    private static int Verify(ParseResult parsed)
    {
        JournalPlace place = Place(parsed);
        using IJournalReader reader = place.OpenReader();
        try
        {
            JournalVerification found = reader.Verify();
            string torn = found.TornBytes > 0 ? $"; {found.TornBytes} bytes of an unfinished write at the end" : "";
            Console.WriteLine($"journal {found.JournalId} in {place.Description}: {found.Events} events of {found.Entities} entities, every hash chain whole{torn}");
            return ExitCode.Done;
        }
        catch (JournalDamagedException damage)
        {
            Console.WriteLine($"DAMAGED: {damage.Message}");
            return ExitCode.Failed;
        }
    }

    private static int Export(ParseResult parsed, string? output)
    {
        using IJournalReader reader = OpenReader(parsed);
        using TextWriter writer = output is null
            ? new StreamWriter(Console.OpenStandardOutput())
            : new StreamWriter(new FileStream(output, FileMode.CreateNew, FileAccess.Write));
        foreach (JournalEvent recorded in reader.ReadAll())
            writer.WriteLine(JournalLine.Write(recorded));
        return ExitCode.Done;
    }

    private static int Project(ParseResult parsed, bool rebuild)
    {
        JournalPlace place = Place(parsed);
        string connection = place.ConnectionString
            ?? throw new UsageException($"only a database has tables to project into: name it by --database or {JournalPlace.DatabaseVariable}");
        using IJournalReader mustExist = place.OpenReader();
        using Projector projector = new(connection, new EventCodec());
        if (rebuild)
            projector.Reset();
        Console.WriteLine($"{projector.CatchUp()} events projected in the {place.Description}");
        return ExitCode.Done;
    }

    private static void Print(ParseResult parsed, IEnumerable<JournalEvent> events)
    {
        foreach (JournalEvent recorded in events)
        {
            Console.WriteLine(parsed.GetValue(Json)
                ? JournalLine.Write(recorded)
                : string.Create(CultureInfo.InvariantCulture, $"{recorded.EventTime} {recorded.EntityId} #{recorded.Sequence} {recorded.Manifest} {JournalLine.WriteEvent(recorded)}"));
        }
    }

    private static JournalPlace Place(ParseResult parsed) => JournalPlace.Choose(parsed.GetRequiredValue(Data), parsed.GetValue(Database));

    private static IJournalReader OpenReader(ParseResult parsed) => Place(parsed).OpenReader();
}
