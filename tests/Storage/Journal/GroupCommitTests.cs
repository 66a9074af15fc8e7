using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_WhileTheDiskIsBusy_SharesOneFlush()
    {
        await using FileJournal journal = Open();
        _disk.HoldFlushes();
        Task<AppendResult> first = journal.AppendAsync("first", 0, new Note("1"));
        await UntilTakenAsync(first);
        int before = _disk.Flushes;
        Task<AppendResult>[] rest = [.. Enumerable.Range(0, 1000).Select(i => journal.AppendAsync($"e{i}", 0, new Note("1")))];
        _disk.LetFlushesGo();
        await Task.WhenAll(rest);
        Assert.InRange(_disk.Flushes - before, 1, 3);
    }

    [Fact]
    public async Task Append_BeforeTheFlush_IsNotAnsweredNorReadable()
    {
        await using FileJournal journal = Open();
        _disk.HoldFlushes();
        Task<AppendResult> append = journal.AppendAsync("a", 0, new Note("1"));
        await UntilTakenAsync(append);
        Assert.False(append.IsCompleted);
        Assert.Empty(journal.Read("a"));
        _disk.LetFlushesGo();
        Assert.True((await append).IsDurable);
        Assert.Single(journal.Read("a"));
    }

    [Fact]
    public async Task Append_QueueFull_HoldsTheCallerUntilThereIsRoom()
    {
        await using FileJournal journal = Journals.Open(_disk.On(Journals.Options(_folder)) with { QueueLimit = 4 });
        _disk.HoldFlushes();
        Task<AppendResult> first = journal.AppendAsync("a", 0, new Note("0"));
        await UntilTakenAsync(first);
        int begun = 0;
        Task<Task<AppendResult>[]> caller = Task.Run(() => Enumerable.Range(1, 10).Select(i =>
        {
            Task<AppendResult> append = journal.AppendAsync("a", i, new Note($"{i}"));
            Volatile.Write(ref begun, i);
            return append;
        }).ToArray());
        await Until.TrueAsync(() => Volatile.Read(ref begun) >= 3);
        await Until.StaysAsync(() => Volatile.Read(ref begun) <= 5 && !caller.IsCompleted);
        _disk.LetFlushesGo();
        foreach (AppendResult result in await Task.WhenAll(await caller))
            Assert.True(result.IsDurable);
        Assert.Equal(11, journal.Read("a").Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Append_DiskFails_FailsThisAndEveryLaterAppend(bool atWrite)
    {
        await using (FileJournal journal = Open())
        {
            await journal.MustAppendAsync("a", 0, new Note("1"));
            bool fails = true;
            if (atWrite)
                _disk.FailsWrite = () => fails;
            else
                _disk.FailsFlush = () => fails;
            Assert.IsType<IOException>((await journal.AppendAsync("a", 1, new Note("2"))).Error);
            fails = false;
            Assert.IsType<JournalStoppedException>((await journal.AppendAsync("a", 1, new Note("2"))).Error);
            Assert.IsType<JournalStoppedException>((await journal.AppendAsync("b", 0, new Note("1"))).Error);
            Assert.Equal(["1"], journal.Read("a").Texts());
        }
        await using FileJournal again = Journals.Open(_folder);
        Assert.Equal("1", again.Read("a").Texts()[0]);
        Assert.Empty(again.Read("b"));
    }

    [Fact]
    public async Task Append_HalfWrittenThenReopened_IsCut()
    {
        await using (FileJournal journal = Open())
        {
            await journal.MustAppendAsync("a", 0, new Note("1"));
            _disk.FailsWrite = () => true;
            await journal.AppendAsync("a", 1, new Note("2"));
        }
        await using FileJournal again = Journals.Open(_folder);
        Assert.True(again.TornBytesCut > 0);
        Assert.Equal(["1"], again.Read("a").Texts());
    }

    [Fact]
    public async Task Append_OneRefusedInAGroup_KeepsThoseBeforeIt()
    {
        await using FileJournal journal = Open();
        _disk.HoldFlushes();
        Task<AppendResult> first = journal.AppendAsync("a", 0, new Note("1"));
        await UntilTakenAsync(first);
        Task<AppendResult> before = journal.AppendAsync("b", 0, new Note("kept"));
        Task<AppendResult> refused = journal.AppendAsync("c", 0, new Note("half"), new Unwritable());
        Task<AppendResult> after = journal.AppendAsync("d", 0, new Note("late"));
        _disk.LetFlushesGo();
        Assert.True((await before).IsDurable);
        Assert.False((await refused).IsDurable);
        Assert.IsType<JournalStoppedException>((await after).Error);
        Assert.Equal(["kept"], journal.Read("b").Texts());
        Assert.Empty(journal.Read("c"));
        Assert.Equal(2, Journals.Reader(_folder).Verify().Events);
    }

    [Fact]
    public async Task Append_CallbackThrows_IsCountedAndTheJournalGoesOn()
    {
        await using FileJournal journal = Open();
        journal.Append("a", 0, JournalAppending.Time, [new Note("1")], _ => throw new InvalidOperationException("mine"));
        await journal.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(1, journal.FailedCallbacks);
    }

    [Fact]
    public async Task Dispose_WithAppendsWaiting_WritesThem()
    {
        FileJournal journal = Open();
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 100).Select(i => journal.AppendAsync("a", i, new Note($"{i}")))];
        await journal.DisposeAsync();
        Assert.All(await Task.WhenAll(appends), result => Assert.True(result.IsDurable));
        Assert.IsType<ObjectDisposedException>((await journal.AppendAsync("a", 100, new Note("late"))).Error);
        await using FileJournal again = Journals.Open(_folder);
        Assert.Equal(100, again.Read("a").Count());
    }

    private FileJournal Open() => Journals.Open(_disk.On(Journals.Options(_folder)));

    // The bytes of the first append are in the file: the writer is at the flush, and what comes now waits for the next group.
    private Task UntilTakenAsync(Task append)
    {
        long header = new SegmentHeader(Journals.Id, 1, default).ToFrame().Length;
        return Until.TrueAsync(() => !append.IsCompleted && new FileInfo(Journals.Segment(_folder)).Length > header);
    }
}
