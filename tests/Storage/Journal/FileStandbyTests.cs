using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class FileStandbyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TryTakeOver_HolderGone_TakesOverAtOnceWhereItWas()
    {
        FileStandby standby = new(Journals.Options(_folder), new NoteCodec());
        await using (FileJournal holder = Journals.Open(_folder))
        {
            await holder.MustAppendAsync("a", 0, new Note("1"));
            Assert.Null(standby.TryTakeOver());
        }
        await using FileJournal journal = Assert.IsType<FileJournal>(standby.TryTakeOver());
        await journal.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(["1", "2"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task TryTakeOver_HolderShowsThatItRuns_NeverTakesOver()
    {
        FileJournalOptions options = Journals.Options(_folder) with { LeaseLife = TimeSpan.FromMilliseconds(400) };
        await using FileJournal holder = Journals.Open(options);
        FileStandby standby = new(options with { LeaseLife = TimeSpan.FromSeconds(3) }, new NoteCodec());
        await Until.StaysAsync(() => standby.TryTakeOver() is null);
        await holder.MustAppendAsync("a", 0, new Note("1"));
    }

    [Fact]
    public async Task TryTakeOver_HolderStandsStill_TakesOverAndTheOldOnesLateWritesFail()
    {
        // It shows a sign of life every quarter of an hour: for the standby it stands still.
        await using FileJournal stalled = Journals.Open(Journals.Options(_folder) with { LeaseLife = TimeSpan.FromHours(1) });
        await stalled.MustAppendAsync("a", 0, new Note("1"));
        FileStandby standby = new(Journals.Options(_folder) with { LeaseLife = TimeSpan.FromMilliseconds(50) }, new NoteCodec());
        FileJournal? taken = null;
        await Until.TrueAsync(() => (taken = standby.TryTakeOver()) is not null);

        AppendResult late = await stalled.AppendAsync("a", 1, new Note("late"));
        await taken!.MustAppendAsync("a", 1, new Note("2"));

        Assert.IsType<JournalFencedException>(late.Error);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", late.Error.Message, StringComparison.Ordinal);
        Assert.Same(late.Error, await stalled.Lost);
        await taken!.DisposeAsync();
        await stalled.DisposeAsync();
        Assert.Equal(["1", "2"], Journals.Reader(_folder).ReadAll().Texts());
    }

    [Fact]
    public async Task TryTakeOver_OldOneInTheMiddleOfAWrite_IsNotHarmedByIt()
    {
        FaultyDisk disk = new();
        await using FileJournal stalled = Journals.Open(disk.On(Journals.Options(_folder)) with { LeaseLife = TimeSpan.FromHours(1) });
        await stalled.MustAppendAsync("a", 0, new Note("1"));
        disk.HoldFlushes();
        long before = new FileInfo(Journals.Segment(_folder)).Length;
        Task<AppendResult> late = stalled.AppendAsync("a", 1, new Note("late"));
        await Until.TrueAsync(() => new FileInfo(Journals.Segment(_folder)).Length > before);
        FileStandby standby = new(Journals.Options(_folder) with { LeaseLife = TimeSpan.FromMilliseconds(50) }, new NoteCodec());
        FileJournal? taken = null;
        await Until.TrueAsync(() => (taken = standby.TryTakeOver()) is not null);
        long sequence = taken!.Read("a").Last().Sequence;
        await taken.MustAppendAsync("a", sequence, new Note("new"));
        disk.LetFlushesGo();

        Assert.IsType<JournalFencedException>((await late).Error);
        await taken!.DisposeAsync();
        Assert.Equal("new", Journals.Reader(_folder).ReadAll().Texts()[^1]);
    }

    [Fact]
    public async Task TryTakeOver_OldOneJustBeforeAWrite_ItWritesWhereNobodyReads()
    {
        FaultyDisk disk = new();
        await using FileJournal stalled = Journals.Open(disk.On(Journals.Options(_folder)) with { LeaseLife = TimeSpan.FromHours(1) });
        await stalled.MustAppendAsync("a", 0, new Note("1"));
        using ManualResetEventSlim reached = new();
        using ManualResetEventSlim goOn = new();
        disk.FailsWrite = () =>
        {
            reached.Set();
            goOn.Wait();
            return false;
        };
        Task<AppendResult> late = stalled.AppendAsync("a", 1, new Note("late"));
        await Until.TrueAsync(() => reached.IsSet);
        FileStandby standby = new(Journals.Options(_folder) with { LeaseLife = TimeSpan.FromMilliseconds(50) }, new NoteCodec());
        FileJournal? taken = null;
        await Until.TrueAsync(() => (taken = standby.TryTakeOver()) is not null);
        await taken!.MustAppendAsync("a", 1, new Note("2"));
        goOn.Set();

        Assert.IsType<JournalFencedException>((await late).Error);
        await taken!.MustAppendAsync("a", 2, new Note("3"));
        await taken!.DisposeAsync();
        Assert.Equal(["1", "2", "3"], Journals.Reader(_folder).ReadAll().Texts());
    }

    [Fact]
    public async Task Open_ByTheNextProcess_RaisesTheToken()
    {
        await Journals.Open(_folder).DisposeAsync();
        long first = LeaseRecord.Find(_folder.Path)!.Token;
        await using FileJournal next = Journals.Open(_folder);
        Assert.Equal(first + 1, LeaseRecord.Find(_folder.Path)!.Token);
    }
}
