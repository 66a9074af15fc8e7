using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class FileJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_HeldByAnother_RefusesNamingFolderAndProcess()
    {
        await using FileJournal journal = Journals.Open(_folder);
        JournalLockedException refused = Assert.Throws<JournalLockedException>(() => Journals.Open(_folder));
        Assert.Equal(_folder.Path, refused.Place);
        Assert.Equal(Environment.ProcessId, refused.Holder?.ProcessId);
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterClose_GoesOn()
    {
        await using (FileJournal journal = Journals.Open(_folder))
            await journal.MustAppendAsync("a", 0, new Note("1"));
        await using (FileJournal journal = Journals.Open(_folder))
        {
            Assert.Equal(Journals.Id, journal.JournalId);
            Assert.IsType<WrongSequenceException>((await journal.AppendAsync("a", 0, new Note("again"))).Error);
        }
        await using FileJournal last = Journals.Open(_folder);
        await last.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(["1", "2"], last.Read("a").Texts());
    }

    [Fact]
    public async Task Open_NewId_IsAskedForOnce()
    {
        int asked = 0;
        FileJournalOptions options = Journals.Options(_folder) with { NewId = () => $"id-{++asked}" };
        await using (Journals.Open(options))
        {
        }
        await using FileJournal again = Journals.Open(options);
        Assert.Equal("id-1", again.JournalId);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("future", 1)]
    [InlineData("note", 2)]
    public async Task Read_UnknownManifestOrVersion_ThrowsNamingEntitySequenceAndManifest(string manifest, int version)
    {
        await using (FileJournal journal = Journals.Open(_folder))
            await journal.MustAppendAsync("a", 0, new Note("1"));
        await using (FileJournal newer = FileJournal.Open(Journals.Options(_folder), new NoteCodec(manifest, version)))
            await newer.MustAppendAsync("a", 1, new Note("2"));
        await using FileJournal older = Journals.Open(_folder);
        UnreadableEventException refused = Assert.Throws<UnreadableEventException>(() => older.Read("a").Count());
        Assert.Equal(("a", 2L, manifest, version), (refused.EntityId, refused.Sequence, refused.Manifest, refused.SchemaVersion));
        Assert.Contains($"a #2 holds '{manifest}' version {version}", refused.Message, StringComparison.Ordinal);
        Assert.Throws<UnreadableEventException>(() => Journals.Reader(_folder).ReadAll().Count());
        Assert.Equal(2, Journals.Reader(_folder).Verify().Events);
    }

    [Fact]
    public async Task ReadAll_ManyEntitiesAndSegments_GivesTheOrderOfWriting()
    {
        await using FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 300 });
        var written = new List<string>();
        for (int i = 0; i < 40; i++)
        {
            await journal.MustAppendAsync($"e{i % 3}", i / 3, new Note($"{i}"));
            written.Add($"{i}");
        }
        Assert.True(File.Exists(Journals.Segment(_folder, 5)));
        Assert.Equal(written, Journals.Reader(_folder).ReadAll().Texts());
        Assert.Equal(
            Journals.Reader(_folder).ReadAll().Select(e => Convert.ToHexString(e.Hash.Span)),
            Journals.Reader(_folder).Replay().Select(e => Convert.ToHexString(e.Hash.Span)));
    }

    [Fact]
    public async Task ReadNew_BesideTheWriter_FollowsIt()
    {
        await using FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 300 });
        JournalReader reader = Journals.Reader(_folder);
        Assert.Empty(reader.ReadNew());
        var seen = new List<string>();
        for (int i = 0; i < 30; i++)
        {
            await journal.MustAppendAsync("a", i * 2L, new Note($"{i}a"), new Note($"{i}b"));
            // Stops in the middle of an append now and then; what is left comes with the next call.
            seen.AddRange(reader.ReadNew().Take(i % 4 + 1).Texts());
        }
        seen.AddRange(reader.ReadNew().Texts());
        Assert.Equal(Enumerable.Range(0, 30).SelectMany(i => new[] { $"{i}a", $"{i}b" }), seen);
    }

    [Fact]
    public void ReadAll_NoJournal_IsEmpty()
    {
        Assert.Empty(Journals.Reader(_folder).ReadAll());
        Assert.Equal(0, Journals.Reader(_folder).Verify().Segments);
    }

    [Fact]
    public async Task ReadAll_WhileAppending_NeverSeesDamage()
    {
        await using FileJournal journal = Journals.Open(Journals.Options(_folder) with { SegmentBytes = 20_000 });
        JournalReader reader = Journals.Reader(_folder);
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 5000).Select(i => journal.AppendAsync("a", i, new Note(new string('x', i % 300))))];
        long seen = 0;
        while (!appends[^1].IsCompleted)
            seen += reader.ReadNew().Count();
        await Task.WhenAll(appends);
        seen += reader.ReadNew().Count();
        Assert.Equal(5000, seen);
        Assert.Equal(5000, reader.ReadAll().Count());
    }

    [Fact]
    public async Task Append_Empty_ChecksTheSequenceAndWritesNothing()
    {
        await using FileJournal journal = Journals.Open(_folder);
        await journal.MustAppendAsync("a", 0);
        Assert.Empty(journal.Read("a"));
        Assert.IsType<WrongSequenceException>((await journal.AppendAsync("a", 1)).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 30) + 1)]
    public void Options_SegmentBytesOutOfRange_Throws(int bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Journals.Options(_folder) with { SegmentBytes = bytes });
}
