using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

public sealed class InMemoryJournalTests
{
    [Fact]
    public async Task Append_AtTheExpectedSequence_IsReadBackWithoutGaps()
    {
        await using var journal = new InMemoryJournal();

        Assert.True(Append(journal, "a", 0, "one", "two").IsDurable);
        Assert.True(Append(journal, "b", 0, "other").IsDurable);
        Assert.True(Append(journal, "a", 2, "three").IsDurable);

        Assert.Equal([(1L, "one"), (2L, "two"), (3L, "three")], journal.Read("a").Select(e => (e.Sequence, (string)e.Event)));
        Assert.Equal([(3L, "three")], journal.Read("a", afterSequence: 2).Select(e => (e.Sequence, (string)e.Event)));
        Assert.Empty(journal.Read("a", afterSequence: 3));
        Assert.Empty(journal.Read("c"));
    }

    [Fact]
    public async Task Append_AtAnotherSequence_FailsAndSoDoesAllAfterIt()
    {
        await using var journal = new InMemoryJournal();
        Append(journal, "a", 0, "one");

        Assert.False(Append(journal, "a", 0, "again").IsDurable);
        Assert.False(Append(journal, "a", 1, "two").IsDurable);

        Assert.Single(journal.Read("a"));
    }

    private static AppendResult Append(InMemoryJournal journal, string entityId, long expected, params object[] events)
    {
        AppendResult? answer = null;
        journal.Append(entityId, expected, new Timestamp(1), events, result => answer = result);
        return Assert.NotNull(answer);
    }
}
