using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>Journals as the tests want them.</summary>
internal static class Journals
{
    public const string Id = "journal-of-tests";

    public static FileJournalOptions Options(TempFolder folder) => new(folder.Path, TimeProvider.System, () => Id);

    public static FileJournal Open(TempFolder folder) => FileJournal.Open(Options(folder), new NoteCodec());

    public static FileJournal Open(FileJournalOptions options) => FileJournal.Open(options, new NoteCodec());

    public static JournalReader Reader(TempFolder folder) => FileJournal.OpenReadOnly(folder.Path, new NoteCodec());

    public static string Segment(TempFolder folder, int number = 1) => SegmentFolder.PathOf(folder.Path, number);
}
