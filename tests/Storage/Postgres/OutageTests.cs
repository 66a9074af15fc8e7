using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Outage;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>The real server goes away under a journal and comes back. Each test has a server of its own.</summary>
public sealed class OutageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PostgresCluster _cluster;
    private readonly string _database;
    private readonly List<bool> _told = [];

    public OutageTests()
    {
        PostgresCluster? cluster = PostgresCluster.TryStart(out string reason);
        Assert.SkipWhen(cluster is null, reason);
        _cluster = cluster;
        _database = cluster.CreateDatabase();
    }

    public void Dispose()
    {
        _cluster?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_WhileTheServerIsDown_IsTakenAndGoesInInOrderAfterwards(bool killed)
    {
        await using PostgresJournal journal = PostgresJournal.Open(Options(), new NoteCodec());
        await journal.MustAppendAsync("a", 0, new Note("1"));
        StopServer(killed);
        await journal.MustAppendAsync("a", 1, new Note("2"), new Note("3"));
        await journal.MustAppendAsync("b", 0, new Note("4"));
        await journal.MustAppendAsync("a", 3, new Note("5"));
        Assert.Equal([true], Told());
        Assert.ThrowsAny<Exception>(() => journal.Read("a").Count());

        _cluster.Start();
        await Until.TrueAsync(() => Told().Length == 2);
        await journal.MustAppendAsync("a", 4, new Note("6"));

        Assert.Equal(["1", "2", "3", "5", "6"], journal.Read("a").Texts());
        using PostgresJournalReader reader = PostgresJournals.Reader(_database);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], reader.ReadAll().Texts());
        Assert.Equal([true, false], Told());
        Assert.False(File.Exists(OutageFile.PathIn(_folder.Path)));
    }

    [Fact]
    public async Task Outage_WithNothingToWrite_IsNoticed()
    {
        await using PostgresJournal journal = PostgresJournal.Open(Options(), new NoteCodec());
        StopServer(killed: false);
        await Until.TrueAsync(() => Told() is [true]);
        _cluster.Start();
        await Until.TrueAsync(() => Told() is [true, false]);
    }

    [Fact]
    public async Task Open_AfterAProcessThatDiedInTheOutage_BringsInWhatItTook()
    {
        PostgresJournal journal = PostgresJournal.Open(Options(), new NoteCodec());
        await journal.MustAppendAsync("a", 0, new Note("1"));
        StopServer(killed: true);
        await journal.MustAppendAsync("a", 1, new Note("2"));
        await journal.DisposeAsync();

        _cluster.Start();
        PostgresJournal? taken = null;
        await Until.TrueAsync(() => (taken = TryOpen()) is not null);
        await using PostgresJournal next = taken!;

        Assert.Equal(1, next.DrainedAtOpening);
        Assert.Equal(["1", "2"], next.Read("a").Texts());
        Assert.False(File.Exists(OutageFile.PathIn(_folder.Path)));
    }

    [Fact]
    public async Task Outage_LongerThanTheLease_LeavesItToItsHolderThoughAnotherWantsIt()
    {
        await using PostgresJournal journal = PostgresJournal.Open(Options(), new NoteCodec());
        StopServer(killed: false);
        await journal.MustAppendAsync("a", 0, new Note("1"));
        using PeriodicTimer leaseLife = new(TimeSpan.FromSeconds(3));
        await leaseLife.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        _cluster.Start();

        await Until.TrueAsync(() =>
        {
            Assert.Null(TryOpen());
            return Told() is [true, false];
        });

        await journal.MustAppendAsync("a", 1, new Note("2"));
        Assert.Equal(["1", "2"], journal.Read("a").Texts());
    }

    [Fact]
    public async Task Drain_EventsThatAreThereAlready_AreNotRepeated()
    {
        await using (PostgresJournal journal = PostgresJournals.Open(_database))
            await journal.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        using (PostgresJournalReader reader = PostgresJournals.Reader(_database))
            Leave([.. reader.ReadAll()]);

        await using PostgresJournal next = PostgresJournal.Open(Options(), new NoteCodec());

        Assert.Equal(0, next.DrainedAtOpening);
        await next.MustAppendAsync("a", 2, new Note("3"));
        Assert.Equal(["1", "2", "3"], next.Read("a").Texts());
    }

    [Fact]
    public async Task Drain_AnotherWroteMeanwhile_RefusesAndKeepsWhatWaits()
    {
        await using (PostgresJournal journal = PostgresJournals.Open(_database))
            await journal.MustAppendAsync("a", 0, new Note("theirs"));
        using TempFolder elsewhere = new();
        await using (FileJournal ours = Journals.Open(elsewhere))
            await ours.MustAppendAsync("a", 0, new Note("ours"));
        Leave([.. Journals.Reader(elsewhere).ReadAll()]);

        OutageConflictException refused = Assert.Throws<OutageConflictException>(() => PostgresJournal.Open(Options(), new NoteCodec()));

        Assert.Equal("a", refused.EntityId);
        Assert.Contains(OutageFile.PathIn(_folder.Path), refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(OutageFile.PathIn(_folder.Path)));
        Assert.Contains("journal stranded", refused.Message, StringComparison.Ordinal);

        // It is shown, kept under another name, and the journal goes on without it.
        Assert.Equal(["ours"], StrandedEvents.Read(StrandedEvents.FileIn(_folder.Path), new NoteCodec()).Texts());
        string aside = StrandedEvents.SetAside(_folder.Path, DateTimeOffset.UnixEpoch);
        Assert.Equal(["ours"], StrandedEvents.Read(aside, new NoteCodec()).Texts());
        PostgresJournal? taken = null;
        await Until.TrueAsync(() => (taken = TryOpen()) is not null);
        await using PostgresJournal next = taken!;
        Assert.Equal(["theirs"], next.Read("a").Texts());
    }

    // What an old holder does when it comes back after another took over.
    [Fact]
    public async Task Drain_WhileAnotherHoldsTheLease_IsFencedAndKeepsWhatWaits()
    {
        PostgresJournal old = PostgresJournal.Open(Options(), new NoteCodec());
        await old.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        long token = old.Token;
        await old.DisposeAsync();
        using (PostgresJournalReader reader = PostgresJournals.Reader(_database))
            Leave([.. reader.ReadAll()]);
        PostgresJournals.Execute(_database, "DELETE FROM journal WHERE sequence_number = 2; UPDATE coinpilot.lease SET token = token + 1, host = 'elsewhere'");
        using OutageFile waiting = OutageFile.Open(_folder.Path);
        using NpgsqlConnection connection = new(_database);
        connection.Open();

        JournalFencedException fenced = Assert.Throws<JournalFencedException>(() => { OutageDrain.Run(connection, token, DateTimeOffset.UnixEpoch, "database", waiting.Read()); });

        Assert.Contains("elsewhere", fenced.Message, StringComparison.Ordinal);
        using PostgresJournalReader after = PostgresJournals.Reader(_database);
        Assert.Equal(["1"], after.ReadAll().Texts());
        Assert.Equal(["1", "2"], StrandedEvents.Read(StrandedEvents.FileIn(_folder.Path), new NoteCodec()).Texts());
    }

    [Fact]
    public async Task Append_AfterTheLimit_FailsAndTheJournalIsLost()
    {
        await using PostgresJournal journal = PostgresJournal.Open(Options() with { OutageLimit = TimeSpan.Zero }, new NoteCodec());
        StopServer(killed: false);
        await Until.TrueAsync(() => journal.Lost.IsCompleted);
        Assert.IsType<OutageTooLongException>(await journal.Lost);
        Assert.False((await journal.AppendAsync("a", 0, new Note("1"))).IsDurable);
    }

    private PostgresJournalOptions Options() => PostgresJournals.Options(_database) with
    {
        OutageFolder = _folder.Path,
        LeaseLife = TimeSpan.FromSeconds(2),
        OutageChanged = away =>
        {
            lock (_told)
                _told.Add(away);
        },
    };

    private PostgresJournal? TryOpen()
    {
        try
        {
            return PostgresJournal.Open(Options() with { OutageChanged = null }, new NoteCodec());
        }
        catch (JournalLockedException)
        {
            return null;
        }
    }

    private bool[] Told()
    {
        lock (_told)
            return [.. _told];
    }

    private void StopServer(bool killed)
    {
        if (killed)
            _cluster.Kill();
        else
            _cluster.Stop();
    }

    private void Leave(JournalEvent[] events)
    {
        using OutageFile file = OutageFile.Open(_folder.Path);
        file.Append([.. events.Select(e => new EncodedEvent(
            e.EntityId, e.Sequence, e.Manifest, EnvelopeOracle.Bytes(e), Hash256.Read(e.PreviousHash.Span), Hash256.Read(e.Hash.Span)))]);
    }
}
