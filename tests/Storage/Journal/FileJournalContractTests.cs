using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class FileJournalContractTests : JournalContractTests, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IJournal Create() => FileJournal.Open(Journals.Options(_folder), new NoteCodec());

    public void Dispose() => _folder.Dispose();
}

/// <summary>The same with a segment for every append.</summary>
public sealed class FileJournalTinySegmentsContractTests : JournalContractTests, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IJournal Create() =>
        FileJournal.Open(Journals.Options(_folder) with { SegmentBytes = 1, GroupBytes = 1 }, new NoteCodec());

    public void Dispose() => _folder.Dispose();
}
