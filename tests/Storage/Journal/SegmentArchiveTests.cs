using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class SegmentArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _archive = new();

    public void Dispose()
    {
        _folder.Dispose();
        _archive.Dispose();
    }

    [Fact]
    public async Task Run_BesideTheWriter_MovesWhatIsClosedAndNothingIsLost()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        await using (FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 1 }))
        {
            for (int i = 0; i < 4; i++)
                await journal.MustAppendAsync("a", i, new Note($"{i}"));
            Assert.Equal(3, SegmentArchive.Run(_folder.Path, _archive.Path));
            Assert.Equal(0, SegmentArchive.Run(_folder.Path, _archive.Path));
            Assert.Equal(["0", "1", "2", "3"], journal.Read("a").Texts());
            await journal.MustAppendAsync("a", 4, new Note("4"));
            Assert.Equal(1, SegmentArchive.Run(_folder.Path, _archive.Path));
        }
        await using FileJournal again = Journals.Open(_folder);
        Assert.Equal(["0", "1", "2", "3", "4"], again.Read("a").Texts());
        Assert.Equal(5, Journals.Reader(_folder).Verify().Events);
        Assert.Equal(4, Directory.GetFiles(_archive.Path).Length);
        Assert.NotNull(new FileInfo(Journals.Segment(_folder, 1)).LinkTarget);
    }

    [Fact]
    public async Task Run_ArchiveHasAnotherFileOfThatName_RefusesAndChangesNothing()
    {
        await using FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 1 });
        for (int i = 0; i < 2; i++)
            await journal.MustAppendAsync("a", i, new Note($"{i}"));
        string other = Path.Combine(_archive.Path, Path.GetFileName(Journals.Segment(_folder)));
        await File.WriteAllTextAsync(other, "another journal's", TestContext.Current.CancellationToken);

        IOException refused = Assert.Throws<IOException>(() => SegmentArchive.Run(_folder.Path, _archive.Path));

        Assert.Contains(other, refused.Message, StringComparison.Ordinal);
        Assert.Null(new FileInfo(Journals.Segment(_folder)).LinkTarget);
        Assert.Equal("another journal's", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_DamageInTheArchive_IsFound()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        await using (FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 1 }))
        {
            for (int i = 0; i < 3; i++)
                await journal.MustAppendAsync("a", i, new Note($"{i}"));
            SegmentArchive.Run(_folder.Path, _archive.Path);
        }
        string archived = Path.Combine(_archive.Path, Path.GetFileName(Journals.Segment(_folder)));
        byte[] bytes = await File.ReadAllBytesAsync(archived, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(archived, bytes, TestContext.Current.CancellationToken);
        Assert.Throws<JournalDamagedException>(() => Journals.Open(_folder));
    }
}
