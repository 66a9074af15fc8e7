using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;

namespace CoinPilot.Tests.Storage.Postgres;

public sealed class PostgresJournalTests(PostgresServer server)
{
    [Fact]
    public async Task Open_HeldByAnother_RefusesNamingProcessHostAndDatabase()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal journal = PostgresJournals.Open(database);
        JournalLockedException refused = Assert.Throws<JournalLockedException>(() => PostgresJournals.Open(database));
        Assert.Equal(Environment.ProcessId, refused.Holder?.ProcessId);
        Assert.Equal(Environment.MachineName, refused.Holder?.Host);
        Assert.Contains("database test_", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Username", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterClose_GoesOnWithTheSameIdAndAHigherToken()
    {
        string database = server.RequireDatabase();
        long first;
        await using (PostgresJournal journal = PostgresJournals.Open(database))
        {
            first = journal.Token;
            await journal.MustAppendAsync("a", 0, new Note("1"));
        }
        await using PostgresJournal next = PostgresJournals.Open(database);
        await next.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(Journals.Id, next.JournalId);
        Assert.Equal(["a"], next.EntityIds);
        Assert.Equal(["1", "2"], next.Read("a").Texts());
        Assert.True(next.Token > first);
    }

    [Fact]
    public async Task Append_SameEvents_HaveTheFileJournalsVeryBytes()
    {
        using TempFolder folder = new();
        await using PostgresJournal here = PostgresJournals.Open(server.RequireDatabase());
        await here.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        JournalEvent[] events = [.. here.Read("a")];
        byte[] oracle = EnvelopeOracle.Bytes(events[1]);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(oracle), events[1].Hash.ToArray());
        Assert.Equal(events[0].Hash.ToArray(), events[1].PreviousHash.ToArray());
    }

    [Fact]
    public async Task Append_AfterAnotherTookTheLease_FailsAndSaysWho()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal old = PostgresJournals.Open(database);
        await old.MustAppendAsync("a", 0, new Note("1"));
        PostgresJournals.Execute(database, "UPDATE coinpilot.lease SET token = token + 1, process_id = 77, host = 'elsewhere'");
        AppendResult late = await old.AppendAsync("a", 1, new Note("late"));
        Assert.IsType<JournalFencedException>(late.Error);
        Assert.Contains("process 77 on elsewhere", late.Error.Message, StringComparison.Ordinal);
        Assert.Same(late.Error, await old.Lost);
        Assert.Equal(1L, PostgresJournals.Query<long>(database, "SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Lost_LeaseTakenWhileNothingIsWritten_CompletesByItself()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal old = PostgresJournal.Open(
            PostgresJournals.Options(database) with { LeaseLife = TimeSpan.FromMilliseconds(200) }, new NoteCodec());
        PostgresJournals.Execute(database, "UPDATE coinpilot.lease SET token = token + 1");
        Assert.IsType<JournalFencedException>(await old.Lost.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Verify_ChangedMessage_NamesTheFirstBadEvent()
    {
        string database = server.RequireDatabase();
        await using (PostgresJournal journal = PostgresJournals.Open(database))
        {
            for (int i = 0; i < 5; i++)
                await journal.MustAppendAsync("a", i, new Note($"{i}"));
        }
        using PostgresJournalReader reader = PostgresJournals.Reader(database);
        Assert.Equal(5, reader.Verify().Events);
        PostgresJournals.Execute(database, "UPDATE journal SET message = set_byte(message, octet_length(message) - 1, 65) WHERE sequence_number = 3");
        JournalDamagedException damage = Assert.Throws<JournalDamagedException>(() => reader.Verify());
        Assert.Equal(("a", 4L), (damage.EntityId, damage.Sequence));
        Assert.Throws<JournalDamagedException>(() => reader.ReadAll().Count());
    }

    [Fact]
    public async Task Verify_MissingRow_NamesTheEventAfterIt()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal journal = PostgresJournals.Open(database);
        await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"), new Note("3"));
        PostgresJournals.Execute(database, "DELETE FROM journal WHERE sequence_number = 2");
        using PostgresJournalReader reader = PostgresJournals.Reader(database);
        Assert.Equal(3L, Assert.Throws<JournalDamagedException>(() => reader.Verify()).Sequence);
        Assert.Throws<JournalDamagedException>(() => journal.Read("a").Count());
    }

    [Fact]
    public async Task Read_OfManyEntitiesOneAfterTheOther_GivesEachAllOfItsOwnAlsoWhatIsWrittenMeanwhile()
    {
        string database = server.RequireDatabase();
        await using (PostgresJournal journal = PostgresJournals.Open(database))
        {
            for (int i = 0; i < 120; i++)
                await journal.MustAppendAsync($"e{i}", 0, [.. Enumerable.Range(0, 1 + i % 90).Select(n => new Note($"{i}/{n}"))]);
            await journal.MustAppendAsync("long", 0, [.. Enumerable.Range(0, 5_100).Select(n => new Note($"{n}"))]);
        }
        await using PostgresJournal next = PostgresJournals.Open(database);
        Assert.Equal(["0/0"], next.Read("e0").Texts());
        await next.MustAppendAsync("e1", 2, new Note("new"));
        await next.MustAppendAsync("young", 0, new Note("new"));

        Assert.Equal(["1/0", "1/1", "new"], next.Read("e1").Texts());
        for (int round = 0; round < 2; round++)
        {
            for (int i = 2; i < 120; i++)
                Assert.Equal(Enumerable.Range(0, 1 + i % 90).Select(n => $"{i}/{n}"), next.Read($"e{i}").Texts());
        }
        Assert.Equal(5_100, next.Read("long").Count());
        Assert.Equal(["new"], next.Read("young").Texts());
        Assert.Empty(next.Read("nobody"));
        Assert.Equal(["1/1", "new"], next.Read("e1", afterSequence: 1).Texts());
    }

    [Fact]
    public async Task Read_UnknownVersion_StopsNamingEntitySequenceAndManifest()
    {
        string database = server.RequireDatabase();
        await using (PostgresJournal journal = PostgresJournal.Open(PostgresJournals.Options(database), new NoteCodec("note", 9)))
            await journal.MustAppendAsync("a", 0, new Note("from the future"));
        using PostgresJournalReader reader = PostgresJournals.Reader(database);
        UnreadableEventException unreadable = Assert.Throws<UnreadableEventException>(() => reader.ReadAll().Count());
        Assert.Equal(("a", 1L, "note", 9), (unreadable.EntityId, unreadable.Sequence, unreadable.Manifest, unreadable.SchemaVersion));
    }

    [Fact]
    public async Task ReadNew_WhileWritten_GivesEachEventOnceInOrder()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal journal = PostgresJournals.Open(database);
        using PostgresJournalReader reader = PostgresJournals.Reader(database);
        await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        Assert.Equal(["1", "2"], reader.ReadNew().Texts());
        Assert.Empty(reader.ReadNew());
        await journal.MustAppendAsync("b", 0, new Note("3"));
        Assert.Equal(["3"], reader.ReadNew().Texts());
    }
}
