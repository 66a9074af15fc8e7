using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;
using Npgsql;
using static CoinPilot.Tests.Storage.Postgres.SharedJournals;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Nodes that share a journal: each name has one writer, and an old one writes nothing, whatever the timing.</summary>
public sealed class SharedJournalTests(PostgresServer server)
{
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
}
