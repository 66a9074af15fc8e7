using System.Diagnostics;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Postgres;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>
/// The journal in a PostgreSQL server of its own on this machine, which shares its processors and commits to its disk: as
/// <see cref="JournalBenchmark"/>, with fewer events.
/// </summary>
public static class PostgresBenchmark
{
    private const int Entities = 10_000;
    private const int Events = 500_000;

    public static void Run(TextWriter output)
    {
        using PostgresCluster? cluster = PostgresCluster.TryStart(out string reason);
        if (cluster is null)
        {
            output.WriteLine($"left out: {reason}");
            return;
        }
        string database = cluster.CreateDatabase();
        Append(database, output);
        using PostgresJournalReader reader = new(database, new FillCodec());
        Time(output, "verify", () => reader.Verify().Events);
        Time(output, "audit in order", () => reader.ReadAll().LongCount());
        Time(output, "replay in order", () => reader.Replay().LongCount());
        PostgresJournal journal = Open(database, []);
        Time(output, "replay by entity", () => Enumerable.Range(0, Entities).Sum(i => journal.Read($"position/KRW-C{i}").LongCount()));
        journal.DisposeAsync().AsTask().Wait();
    }

    private static void Append(string database, TextWriter output)
    {
        List<int> groups = [];
        PostgresJournal journal = Open(database, groups);
        using CountdownEvent done = new(Entities);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Entities; i++)
            new BusyEntity(journal, $"position/KRW-C{i}", Events / Entities, done).Next();
        done.Wait();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        journal.DisposeAsync().AsTask().Wait();
        groups.Sort();
        output.WriteLine($"postgres append          {Events / seconds,12:N0} events/s durable, {Events / cpu.TotalSeconds:N0} a second of our own processor time");
        output.WriteLine($"                         {groups.Count / seconds,12:N0} commits/s, median group {groups[groups.Count / 2]:N0} events");
    }

    private static PostgresJournal Open(string database, List<int> groups) => PostgresJournal.Open(
        new PostgresJournalOptions(database, TimeProvider.System, () => "benchmark") { GroupWritten = groups.Add }, new FillCodec());

    private static void Time(TextWriter output, string what, Func<long> run)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long events = run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        if (events != Events)
            throw new InvalidOperationException($"{what} gave {events} of {Events} events");
        output.WriteLine($"postgres {what,-16}{events / seconds,12:N0} events/s, {events / cpu.TotalSeconds:N0} a second of our own processor time");
    }
}
