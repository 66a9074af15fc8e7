using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>
/// The other side of <see cref="KillTests"/>: this very program, started with a folder in its environment, appends until it is killed
/// and says on its output what was acknowledged.
/// </summary>
internal static class KilledWriter
{
    public const string FolderVariable = "COINPILOT_TEST_KILLED_WRITER";
    public const int Entities = 8;

    public static void Run(string folder)
    {
        var options = new FileJournalOptions(folder, TimeProvider.System, () => Journals.Id) { SegmentBytes = 50_000 };
        FileJournal journal = FileJournal.Open(options, new NoteCodec());
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (int entity = 0; entity < Entities; entity++)
            AppendForever(journal, $"e{entity}", journal.Read($"e{entity}").LastOrDefault()?.Sequence ?? 0, output);
        new ManualResetEventSlim().Wait();
    }

    // Three events an append: half an append on the disk would show.
    private static void AppendForever(FileJournal journal, string entityId, long sequence, StreamWriter output)
    {
        Note[] notes = [.. Enumerable.Range(1, 3).Select(i => new Note($"{sequence + i} {new string('x', (int)(sequence % 200))}"))];
        journal.Append(entityId, sequence, Timestamp.Utc(2025, 9, 1), notes, result =>
        {
            if (!result.IsDurable)
                Environment.Exit(1);
            output.WriteLine($"{entityId} {sequence + 3}");
            AppendForever(journal, entityId, sequence + 3, output);
        });
    }
}
