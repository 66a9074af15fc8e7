using System.CommandLine;
using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Storage.Postgres.Outage;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot journal stranded</c>: events that this host took while the database was away, and that never got into it.</summary>
internal static class JournalStrandedCommand
{
    public static Command Create()
    {
        Option<string> data = DataFolder.Option();
        Option<bool> json = new("--json") { Description = "print JSON, one event a line, as export does" };
        Option<bool> aside = new("--set-aside") { Description = "keep the file under another name, so that a run can start without it; the exchange's own record settles its orders" };
        Option<string?> file = new("--file") { Description = "a file that was set aside" };
        Command command = new("stranded", "events that wait on this host's disk for a database; exit 1 when there are any") { data, file, json, aside };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(data), parsed.GetValue(file), parsed.GetValue(json), parsed.GetValue(aside)));
        return command;
    }

    private static int Run(string data, string? file, bool json, bool setsAside)
    {
        string folder = DataFolder.OutagesOf(data);
        string path = file ?? StrandedEvents.FileIn(folder);
        if (file is not null && (setsAside || !File.Exists(file)))
            throw new UsageException(setsAside ? "--set-aside is for the file that still waits, not for --file" : $"there is no file '{file}'");
        int count = 0;
        foreach (JournalEvent waiting in File.Exists(path) ? StrandedEvents.Read(path, new EventCodec()) : [])
        {
            count++;
            Console.WriteLine(json
                ? JournalLine.Write(waiting)
                : string.Create(CultureInfo.InvariantCulture, $"{waiting.EventTime} {waiting.EntityId} #{waiting.Sequence} {waiting.Manifest} {JournalLine.WriteEvent(waiting)}"));
        }
        if (!json)
            Console.WriteLine(count == 0 ? $"nothing waits in '{folder}'" : $"{count} events in '{path}' are not in the database");
        if (!setsAside || count == 0)
            return count == 0 ? ExitCode.Done : ExitCode.Failed;
        Console.Error.WriteLine($"kept as '{StrandedEvents.SetAside(folder, TimeProvider.System.GetUtcNow())}'");
        return ExitCode.Done;
    }
}
