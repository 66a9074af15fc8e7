using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>What every journal does. A journal joins by one subclass.</summary>
public abstract class JournalContractTests
{
    /// <summary>A new, empty journal whose codec, if it has one, is <see cref="NoteCodec"/>. The suite disposes it.</summary>
    protected abstract IJournal Create();

    [Fact]
    public async Task Append_FromEmpty_NumbersFromOneWithoutGaps()
    {
        await using IJournal journal = Create();
        await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        await journal.MustAppendAsync("a", 2, new Note("3"));
        Assert.Equal([1L, 2L, 3L], journal.Read("a").Select(e => e.Sequence));
        Assert.Equal(["1", "2", "3"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task Append_ManyEntities_KeepsThemApart()
    {
        await using IJournal journal = Create();
        await journal.MustAppendAsync("position/KRW-BTC", 0, new Note("btc"));
        await journal.MustAppendAsync("position/KRW-ETH", 0, new Note("eth"));
        Assert.Equal(["btc"], journal.Read("position/KRW-BTC").Texts());
        Assert.Equal(["eth"], journal.Read("position/KRW-ETH").Texts());
    }

    [Fact]
    public async Task Append_Pipelined_KeepsTheOrder()
    {
        await using IJournal journal = Create();
        Task<AppendResult>[] appends = [.. Enumerable.Range(0, 500).Select(i => journal.AppendAsync("a", i, new Note($"{i}")))];
        foreach (AppendResult result in await Task.WhenAll(appends))
            Assert.True(result.IsDurable);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), journal.Read("a").Texts());
    }

    [Fact]
    public async Task Append_WrongSequence_FailsAndWritesNothing()
    {
        await using IJournal journal = Create();
        await journal.MustAppendAsync("a", 0, new Note("1"));
        AppendResult behind = await journal.AppendAsync("a", 0, new Note("again"));
        Assert.False(behind.IsDurable);
        Assert.Equal(["1"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task Append_SequenceAhead_Fails()
    {
        await using IJournal journal = Create();
        Assert.False((await journal.AppendAsync("a", 7, new Note("far"))).IsDurable);
        Assert.Empty(journal.Read("a"));
    }

    [Fact]
    public async Task Append_AfterAFailure_FailsForEveryEntity()
    {
        await using IJournal journal = Create();
        Assert.False((await journal.AppendAsync("a", 7, new Note("far"))).IsDurable);
        Assert.False((await journal.AppendAsync("a", 0, new Note("1"))).IsDurable);
        Assert.False((await journal.AppendAsync("b", 0, new Note("1"))).IsDurable);
        Assert.Empty(journal.Read("b"));
    }

    [Fact]
    public async Task Append_Done_RunsOnce()
    {
        await using IJournal journal = Create();
        int calls = 0;
        journal.Append("a", 0, JournalAppending.Time, [new Note("1")], _ => Interlocked.Increment(ref calls));
        await journal.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Append_FromItsOwnCallback_IsTaken()
    {
        await using IJournal journal = Create();
        var done = new TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.Append("a", 0, JournalAppending.Time, [new Note("1")],
            _ => journal.Append("a", 1, JournalAppending.Time, [new Note("2")], done.SetResult));
        Assert.True((await done.Task.WaitAsync(TimeSpan.FromSeconds(20))).IsDurable);
        Assert.Equal(["1", "2"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task Read_AfterASequence_GivesTheRest()
    {
        await using IJournal journal = Create();
        await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"), new Note("3"));
        await journal.MustAppendAsync("a", 3, new Note("4"), new Note("5"));
        for (int after = 0; after <= 5; after++)
        {
            string[] expected = [.. Enumerable.Range(after + 1, 5 - after).Select(i => $"{i}")];
            Assert.Equal(expected, journal.Read("a", after).Texts());
        }
    }

    [Fact]
    public async Task Read_UnknownEntity_IsEmpty()
    {
        await using IJournal journal = Create();
        Assert.Empty(journal.Read("nobody"));
    }

    [Fact]
    public async Task Read_Event_CarriesEntityAndEventTime()
    {
        await using IJournal journal = Create();
        await journal.MustAppendAsync("a", 0, new Note("1"));
        JournalEvent read = Assert.Single(journal.Read("a"));
        Assert.Equal("a", read.EntityId);
        Assert.Equal(JournalAppending.Time, read.EventTime);
        Assert.True(read.RecordedTime > Timestamp.None);
        Assert.Equal(1, read.SchemaVersion);
    }

    [Fact]
    public async Task Snapshot_Saved_IsReadBackWithItsSequence()
    {
        await using IJournal journal = Create();
        Assert.Null(journal.ReadSnapshot("a"));
        await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        journal.SaveSnapshot("a", 1, new Note("at 1"));
        journal.SaveSnapshot("a", 2, new Note("at 2"));
        Assert.Equal((2L, new Note("at 2")), journal.ReadSnapshot("a"));
        Assert.Equal(["1", "2"], journal.Read("a").Texts());
    }
}
