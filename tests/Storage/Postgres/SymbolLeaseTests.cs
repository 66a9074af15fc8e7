using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Nodes that share a journal: each name has one owner, and an old one writes nothing, whatever the timing.</summary>
public sealed class SymbolLeaseTests(PostgresServer server)
{
    private const string Fenced = "CP001";
    private const string Btc = "KRW-BTC";

    [Fact]
    public void TryTake_HeldByAnother_GivesNothingUntilItIsReleased()
    {
        string database = server.RequireDatabase();
        using SymbolLeases one = Join(database);
        using SymbolLeases two = Join(database);
        SymbolLease held = Assert.NotNull(one.TryTake(Btc));
        Assert.Null(two.TryTake(Btc));
        Assert.NotNull(two.TryTake("KRW-ETH"));

        one.Release(held);

        Assert.True(Assert.NotNull(two.TryTake(Btc)).Token > held.Token);
        Assert.NotEqual(one.Node, two.Node);
        Assert.Equal(one.JournalId, two.JournalId);
    }

    [Fact]
    public void TryTake_TwiceByTheSameNode_GivesItOnce()
    {
        using SymbolLeases node = Join(server.RequireDatabase());
        Assert.NotNull(node.TryTake(Btc));
        Assert.Null(node.TryTake(Btc));
    }

    [Fact]
    public async Task TryTake_ByManyAtOnce_GivesItToOne()
    {
        string database = server.RequireDatabase();
        SymbolLeases[] nodes = [.. Enumerable.Range(0, 6).Select(_ => Join(database))];
        SymbolLease?[] taken = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.TryTake(Btc))));
        Assert.Single(taken, t => t is not null);
        foreach (SymbolLeases node in nodes)
            node.Dispose();
    }

    [Theory]
    [InlineData(-40_000)]
    [InlineData(40_000)]
    public void TryTake_ByAHostWhoseClockIsFarOff_IsTheSame(int daysOff)
    {
        string database = server.RequireDatabase();
        using SymbolLeases one = Join(database);
        using SymbolLeases two = SymbolLeases.Join(Options(database) with { Time = new ClockFarOff(TimeSpan.FromDays(daysOff)) });
        Assert.NotNull(one.TryTake(Btc));
        Assert.Null(two.TryTake(Btc));
        Expire(database, Btc);
        Assert.NotNull(two.TryTake(Btc));
    }

    [Fact]
    public async Task Holder_WhoseLeaseIsRenewed_KeepsItPastItsLife()
    {
        string database = server.RequireDatabase();
        using SymbolLeases node = Join(database, TimeSpan.FromSeconds(1));
        using SymbolLeases other = Join(database);
        SymbolLease held = Assert.NotNull(node.TryTake(Btc));
        DateTimeOffset? first = SymbolLeases.List(database).Single().Expires;
        await Until.TrueAsync(() => SymbolLeases.List(database).Single().Expires > first + TimeSpan.FromSeconds(1));
        Assert.Null(other.TryTake(Btc));
        Assert.True(node.IsSafe);
        Assert.Equal(held.Token, SymbolLeases.List(database).Single().Token);
    }

    [Fact]
    public async Task Holder_WhoseLeaseAnotherTook_LosesThemAll()
    {
        string database = server.RequireDatabase();
        using SymbolLeases old = Join(database, TimeSpan.FromSeconds(1));
        Assert.NotNull(old.TryTake(Btc));
        PostgresJournals.Execute(database, "UPDATE coinpilot.symbol_lease SET node = node + 1000, token = token + 1");
        Assert.Contains(Btc, await old.Lost.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(old.IsSafe);
        Assert.Null(old.TryTake("KRW-ETH"));
    }

    [Fact]
    public void Holder_ThatStoodStill_KnowsItByItsOwnClockAtOnce()
    {
        StandingClock time = new();
        using SymbolLeases node = SymbolLeases.Join(Options(server.RequireDatabase()) with { Time = time, Life = TimeSpan.FromMinutes(5) });
        Assert.NotNull(node.TryTake(Btc));
        Assert.True(node.IsSafe);
        time.Passed = TimeSpan.FromMinutes(5);
        Assert.False(node.IsSafe);
    }

    [Fact]
    public void Writer_WithItsLease_Writes_WithoutOrWithAnothers_IsRefused()
    {
        string database = server.RequireDatabase();
        using SymbolLeases one = Join(database);
        using SymbolLeases two = Join(database);
        one.TryTake(Btc);
        two.TryTake("KRW-ETH");
        Insert(one, "position/KRW-BTC", 1);
        Insert(one, "strategy/KRW-BTC/turtle", 1);
        AssertFenced(() => Insert(one, "position/KRW-ETH", 1));
        AssertFenced(() => Insert(one, "position/KRW-XRP", 1));
        AssertFenced(() => Insert(one, "portfolio", 1));
        AssertFenced(() => InsertBy(database, "position/KRW-BTC", 2));
        one.TryTake("portfolio");
        Insert(one, "portfolio", 1);
        Assert.Equal(3L, Count(database));
    }

    [Fact]
    public void Writer_AfterItsLeaseRanOutAndAnotherTookIt_IsRefused()
    {
        string database = server.RequireDatabase();
        using SymbolLeases sleeper = Join(database);
        using SymbolLeases next = Join(database);
        sleeper.TryTake(Btc);
        Insert(sleeper, "position/KRW-BTC", 1);
        Expire(database, Btc);
        next.TryTake(Btc);
        AssertFenced(() => Insert(sleeper, "position/KRW-BTC", 2));
        Insert(next, "position/KRW-BTC", 2);
        next.Dispose();
        AssertFenced(() => Insert(sleeper, "position/KRW-BTC", 3));
    }

    // The sleeper has written and not committed when its time runs out: the next one waits for it, and sees what it wrote.
    [Fact]
    public async Task TryTake_WhileTheOldHolderIsCommitting_WaitsForIt()
    {
        string database = server.RequireDatabase();
        using SymbolLeases sleeper = Join(database);
        using SymbolLeases next = Join(database);
        sleeper.TryTake(Btc);
        using NpgsqlConnection connection = new(sleeper.WriterConnectionString);
        connection.Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Insert(connection, "position/KRW-BTC", 1);
        Expire(database, Btc);

        Task<SymbolLease?> taking = Task.Run(() => next.TryTake(Btc));
        await Until.StaysAsync(() => !taking.IsCompleted);
        transaction.Commit();

        Assert.NotNull(await taking);
        Assert.Equal(1L, Count(database));
        AssertFenced(() => Insert(sleeper, "position/KRW-BTC", 2));
    }

    // The other way round: the change of hands is not committed yet when the sleeper writes.
    [Fact]
    public async Task Write_WhileAnotherIsTakingTheLease_WaitsAndIsRefused()
    {
        string database = server.RequireDatabase();
        using SymbolLeases sleeper = Join(database);
        sleeper.TryTake(Btc);
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NpgsqlCommand take = new("UPDATE coinpilot.symbol_lease SET token = token + 1, node = node + 1000", connection, transaction);
        take.ExecuteNonQuery();

        Task writing = Task.Run(() => Insert(sleeper, "position/KRW-BTC", 1), TestContext.Current.CancellationToken);
        await Until.StaysAsync(() => !writing.IsCompleted);
        transaction.Commit();

        Assert.Equal(Fenced, (await Assert.ThrowsAsync<PostgresException>(() => writing)).SqlState);
        Assert.Equal(0L, Count(database));
    }

    // Owners follow one another while each writes as fast as it can and is never told: nobody writes once the next one has the lease.
    [Fact]
    public async Task Writers_OneAfterTheOther_NeverWriteOnceTheNextHasTheLease()
    {
        string database = server.RequireDatabase();
        List<(SymbolLeases Node, long Found)> owners = [];
        List<Task> writers = [];
        for (int round = 0; round < 12; round++)
        {
            SymbolLeases node = Join(database);
            if (round > 0)
                Expire(database, Btc);
            Assert.NotNull(node.TryTake(Btc));
            long found = Count(database);
            owners.Add((node, found));
            TaskCompletionSource wrote = new(TaskCreationOptions.RunContinuationsAsynchronously);
            writers.Add(Task.Run(() => WriteUntilRefused(node, found, wrote), TestContext.Current.CancellationToken));
            await wrote.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        PostgresJournals.Execute(database, "UPDATE coinpilot.symbol_lease SET token = token + 1, node = 0");
        await Task.WhenAll(writers);

        foreach (((SymbolLeases Node, long Found) owner, (SymbolLeases Node, long Found) next) in owners.Zip(owners.Skip(1)))
            Assert.Equal(next.Found, PostgresJournals.Query<long>(database, $"SELECT max(sequence_number) FROM journal WHERE manifest = '{owner.Node.Node}'"));
        owners.ForEach(o => o.Node.Dispose());
    }

    [Fact]
    public async Task Join_WhileOneProcessHoldsTheJournal_IsRefusedAndLaterFencesIt()
    {
        string database = server.RequireDatabase();
        PostgresJournal alone = PostgresJournals.Open(database);
        await alone.MustAppendAsync("position/KRW-BTC", 0, new Note("1"));
        Assert.Equal(Environment.ProcessId, Assert.Throws<JournalLockedException>(() => Join(database)).Holder?.ProcessId);

        PostgresJournals.Execute(database, "UPDATE coinpilot.lease SET expires = '-infinity'");
        using SymbolLeases node = Join(database);
        node.TryTake(Btc);

        Assert.IsType<JournalFencedException>((await alone.AppendAsync("position/KRW-BTC", 1, new Note("late"))).Error);
        Insert(node, "position/KRW-BTC", 2);
        Assert.Equal(Journals.Id, node.JournalId);
        await alone.DisposeAsync();
    }

    [Fact]
    public async Task Open_WhileNodesShareTheJournal_IsRefusedAndLaterFencesThem()
    {
        string database = server.RequireDatabase();
        using SymbolLeases node = Join(database);
        node.TryTake(Btc);
        Assert.NotNull(Assert.Throws<JournalLockedException>(() => PostgresJournals.Open(database)).Holder);

        Expire(database, Btc);
        await using PostgresJournal alone = PostgresJournals.Open(database);
        await alone.MustAppendAsync("position/KRW-BTC", 0, new Note("1"));

        AssertFenced(() => Insert(node, "position/KRW-BTC", 2));
        Assert.Null(node.TryTake("KRW-ETH"));
        await node.Lost.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Node_OfACrashedSharing_ThatWakesInTheNext_IsRefused()
    {
        string database = server.RequireDatabase();
        using SymbolLeases sleeper = Join(database);
        sleeper.TryTake(Btc);
        Expire(database, Btc);
        await PostgresJournals.Open(database).DisposeAsync();
        using SymbolLeases next = Join(database);
        AssertFenced(() => Insert(sleeper, "position/KRW-BTC", 1));
        next.TryTake(Btc);
        AssertFenced(() => Insert(sleeper, "position/KRW-BTC", 1));
    }

    // The row with the lower number is committed last.
    [Fact]
    public async Task ReadNew_WhileALowerNumberIsNotCommitted_WaitsForItRatherThanMissIt()
    {
        string database = server.RequireDatabase();
        string elsewhere = server.RequireDatabase();
        await using (PostgresJournal journal = PostgresJournals.Open(elsewhere))
        {
            await journal.MustAppendAsync("position/KRW-BTC", 0, new Note("first"));
            await journal.MustAppendAsync("position/KRW-ETH", 0, new Note("second"));
        }
        byte[][] messages = [.. Enumerable.Range(1, 2).Select(n => PostgresJournals.Query<byte[]>(elsewhere, $"SELECT message FROM journal WHERE ordering = {n}"))];
        using SymbolLeases node = Join(database);
        node.TryTake(Btc);
        node.TryTake("KRW-ETH");
        using NpgsqlConnection slow = new(node.WriterConnectionString);
        slow.Open();
        using NpgsqlTransaction transaction = slow.BeginTransaction();
        Insert(slow, "position/KRW-BTC", 1, message: messages[0]);
        using NpgsqlConnection quick = new(node.WriterConnectionString);
        quick.Open();
        Insert(quick, "position/KRW-ETH", 1, message: messages[1]);

        using PostgresJournalReader reader = PostgresJournals.Reader(database);
        Task<string[]> reading = Task.Run(() => reader.ReadNew().Texts(), TestContext.Current.CancellationToken);
        await Until.StaysAsync(() => !reading.IsCompleted);
        transaction.Commit();

        Assert.Equal(["first", "second"], (await reading).Concat(reader.ReadNew().Texts()));
    }

    [Fact]
    public async Task Abandon_Always_LetsTheNextOneInAndThisOneWriteNothing()
    {
        string database = server.RequireDatabase();
        using SymbolLeases node = Join(database);
        using SymbolLeases next = Join(database);
        node.TryTake(Btc);
        node.Abandon("cut off");
        Assert.Equal("cut off", await node.Lost);
        Assert.False(node.IsSafe);
        AssertFenced(() => Insert(node, "position/KRW-BTC", 1));
        Assert.NotNull(next.TryTake(Btc));
        Assert.Null(node.TryTake("KRW-ETH"));
    }

    [Fact]
    public void List_AfterTakingAndReleasing_TellsOwnerTokenAndExpiry()
    {
        string database = server.RequireDatabase();
        Assert.Empty(SymbolLeases.List(database));
        using SymbolLeases node = Join(database);
        node.TryTake(Btc);
        node.Release(Assert.NotNull(node.TryTake("KRW-ETH")));
        IReadOnlyList<SymbolLeaseHolder> all = SymbolLeases.List(database);
        Assert.Equal([(Btc, node.Node, true), ("KRW-ETH", 0L, false)], all.Select(l => (l.Name, l.Node, l.IsHeld)));
        Assert.Equal((Environment.ProcessId, Environment.MachineName), (all[0].ProcessId, all[0].Host));
        Assert.Null(all[1].Expires);
    }

    private static SymbolLeaseOptions Options(string database) => new(database, TimeProvider.System, () => Journals.Id);

    private static SymbolLeases Join(string database, TimeSpan? life = null) =>
        SymbolLeases.Join(Options(database) with { Life = life ?? TimeSpan.FromSeconds(8) });

    private static void Expire(string database, string name) =>
        PostgresJournals.Execute(database, $"UPDATE coinpilot.symbol_lease SET expires = clock_timestamp() - interval '1 ms' WHERE name = '{name}'");

    private static long Count(string database) => PostgresJournals.Query<long>(database, "SELECT count(*) FROM journal");

    private static void Insert(SymbolLeases node, string entity, long sequence) => InsertBy(node.WriterConnectionString, entity, sequence);

    private static void InsertBy(string database, string entity, long sequence)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        Insert(connection, entity, sequence);
    }

    private static void Insert(NpgsqlConnection connection, string entity, long sequence, string manifest = "", byte[]? message = null)
    {
        using NpgsqlCommand command = new(
            "INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, manifest, writer_uuid) VALUES (false, $1, $2, 0, $4, $3, 'whoever')", connection)
        {
            Parameters = { new() { Value = entity }, new() { Value = sequence }, new() { Value = manifest }, new() { Value = message ?? [] } },
        };
        command.ExecuteNonQuery();
    }

    private static void WriteUntilRefused(SymbolLeases node, long after, TaskCompletionSource wrote)
    {
        using NpgsqlConnection connection = new(node.WriterConnectionString);
        connection.Open();
        try
        {
            for (long sequence = after + 1; ; sequence++)
            {
                Insert(connection, "position/KRW-BTC", sequence, $"{node.Node}");
                wrote.TrySetResult();
            }
        }
        catch (PostgresException refused) when (refused.SqlState is Fenced or PostgresErrorCodes.UniqueViolation)
        {
            // It is fenced, or the next owner has that number already.
        }
    }

    private static void AssertFenced(Action write) => Assert.Equal(Fenced, Assert.Throws<PostgresException>(write).SqlState);

    private sealed class ClockFarOff(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;
    }

    /// <summary>Its time passes when the test says.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private long _passed;

        public TimeSpan Passed { set => Interlocked.Exchange(ref _passed, value.Ticks); }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _passed);
    }
}
