using System.Diagnostics;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>
/// The file journal on the disk under the current directory: every entity has one append of one event under way at any time, as an
/// actor that waits for its persist has; then the same events are verified and read back.
/// </summary>
public static class JournalBenchmark
{
    private const int Entities = 10_000;
    private const int Events = 2_000_000;

    public static void Run(TextWriter output)
    {
        string folder = Path.Combine(Environment.CurrentDirectory, "artifacts", "journal-benchmark");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        try
        {
            Append(folder, output);
            Replay(folder, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Append(string folder, TextWriter output)
    {
        var groups = new List<int>();
        var options = new FileJournalOptions(folder, TimeProvider.System, () => "benchmark") { GroupWritten = groups.Add };
        FileJournal journal = FileJournal.Open(options, new FillCodec());
        using var done = new CountdownEvent(Entities);
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Entities; i++)
            new BusyEntity(journal, $"position/KRW-C{i}", Events / Entities, done).Next();
        done.Wait();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        journal.DisposeAsync().AsTask().Wait();
        groups.Sort();
        long bytes = new DirectoryInfo(folder).EnumerateFiles("*.cpj").Sum(file => file.Length);
        output.WriteLine($"journal of {Entities:N0} entities in {folder}, {Environment.ProcessorCount} processors");
        output.WriteLine($"journal append           {Events / seconds,12:N0} events/s durable, {Events / cpu.TotalSeconds:N0} a second of processor time");
        output.WriteLine($"                       {groups.Count / seconds,13:N0} flushes/s, median group {groups[groups.Count / 2]:N0} appends");
        output.WriteLine($"                       {bytes / (double)Events,13:N0} bytes an event on the disk, {allocated / Events} bytes allocated");
    }

    private static void Replay(string folder, TextWriter output)
    {
        Time(output, "open and verify", () =>
        {
            JournalVerification found = FileJournal.OpenReadOnly(folder, new FillCodec()).Verify();
            return found.Events;
        });
        Time(output, "audit in order", () => FileJournal.OpenReadOnly(folder, new FillCodec()).ReadAll().LongCount());
        Time(output, "replay in order", () => FileJournal.OpenReadOnly(folder, new FillCodec()).Replay().LongCount());
        FileJournal journal = FileJournal.Open(new FileJournalOptions(folder, TimeProvider.System, () => "benchmark"), new FillCodec());
        Time(output, "replay by entity", () => Enumerable.Range(0, Entities).Sum(i => journal.Read($"position/KRW-C{i}").LongCount()));
        journal.DisposeAsync().AsTask().Wait();
    }

    private static void Time(TextWriter output, string what, Func<long> run)
    {
        run();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long events = run();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        if (events != Events)
            throw new InvalidOperationException($"{what} gave {events} of {Events} events");
        output.WriteLine($"journal {what,-16} {events / seconds,12:N0} events/s, {events / cpu.TotalSeconds:N0} a second of processor time");
    }
}
