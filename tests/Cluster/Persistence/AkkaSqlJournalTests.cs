using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Engines;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;

namespace CoinPilot.Tests.Clustering.Persistence;

public sealed class AkkaSqlJournalTests(PostgresServer server)
{
    [Fact]
    public async Task Append_SameEvents_HaveTheInProcessJournalsVeryRows()
    {
        string here = server.RequireDatabase(), there = server.RequireDatabase();
        ManualTime time = new();
        await using (JournalNode node = new(here, new NoteCodec(), time))
            await WriteAsync(node);
        await using (PostgresJournal journal = PostgresJournal.Open(new PostgresJournalOptions(there, time, () => "alone"), new NoteCodec()))
            await WriteAsync(journal);

        List<string> rows = SharedTables.Rows(here);
        Assert.Equal(5, rows.Count);
        Assert.Equal(SharedTables.Rows(there), rows);
    }

    [Fact]
    public async Task Read_WhatTheOtherEngineWrote_GoesOnFromItsHashBothWays()
    {
        string database = server.RequireDatabase();
        await using (PostgresJournal alone = PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "id"), new NoteCodec()))
            await alone.MustAppendAsync("a", 0, new Note("1"), new Note("2"));
        await using (JournalNode node = new(database, new NoteCodec()))
        {
            Assert.Equal("id", node.Leases.JournalId);
            Assert.Equal(["1", "2"], node.Read("a").Texts());
            await node.MustAppendAsync("a", 2, new Note("3"));
            await node.MustAppendAsync("b", 0, new Note("other"));
        }
        await using (PostgresJournal alone = PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "new"), new NoteCodec()))
        {
            Assert.Equal("id", alone.JournalId);
            await alone.MustAppendAsync("a", 3, new Note("4"));
            Assert.Equal(["1", "2", "3", "4"], alone.Read("a").Texts());
        }
        using PostgresJournalReader reader = new(database, new NoteCodec());
        JournalVerification verified = reader.Verify();
        Assert.Equal((5, 2), (verified.Events, verified.Entities));
    }

    [Theory]
    [InlineData("UPDATE journal SET message = set_byte(message, 3, 99) WHERE sequence_number = 2")]
    [InlineData("UPDATE journal SET sequence_number = 7 WHERE sequence_number = 3")]
    [InlineData("UPDATE journal SET message = (SELECT message FROM journal WHERE sequence_number = 1) WHERE sequence_number = 2")]
    [InlineData("DELETE FROM journal WHERE sequence_number = 2")]
    public async Task Read_RowsTamperedWith_ThrowsAtTheFirst(string tamper)
    {
        string database = server.RequireDatabase();
        await using JournalNode node = new(database, new NoteCodec());
        await node.MustAppendAsync("a", 0, new Note("1"), new Note("2"), new Note("3"));
        SharedTables.Execute(database, tamper);

        JournalDamagedException damaged = Assert.Throws<JournalDamagedException>(() => node.Read("a").Count());

        Assert.Contains("a", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_AfterAnotherNodeTookTheSymbol_FailsAndStopsTheJournal()
    {
        string database = server.RequireDatabase();
        await using JournalNode old = new(database, new NoteCodec());
        await old.MustAppendAsync("position/KRW-BTC", 0, new Note("1"));
        await using JournalNode next = new(database, new NoteCodec());
        SharedTables.Execute(database, "UPDATE coinpilot.symbol_lease SET expires = '-infinity'");
        Assert.NotNull(next.Leases.TryTake("KRW-BTC"));

        AppendResult late = await old.AppendAsync("position/KRW-BTC", 1, new Note("late"));

        Assert.NotNull(late.Error);
        Assert.Contains("is written by another", late.Error.ToString(), StringComparison.Ordinal);
        Assert.Same(late.Error, await old.Journal.Lost);
        await next.MustAppendAsync("position/KRW-BTC", 1, new Note("2"));
        Assert.Equal(["1", "2"], next.Read("position/KRW-BTC").Texts());
    }

    [Fact]
    public async Task Append_OfManyEvents_IsAllOrNothing()
    {
        string database = server.RequireDatabase();
        await using JournalNode node = new(database, new NoteCodec());
        await node.MustAppendAsync("a", 0, new Note("1"));
        SharedTables.Execute(database, """
            ALTER TABLE journal DISABLE TRIGGER journal_writer;
            INSERT INTO journal (deleted, persistence_id, sequence_number, created, message, identifier, manifest)
            SELECT deleted, persistence_id, 3, created, message, identifier, manifest FROM journal;
            ALTER TABLE journal ENABLE TRIGGER journal_writer
            """);

        AppendResult failed = await node.AppendAsync("a", 1, new Note("2"), new Note("3"));

        Assert.NotNull(failed.Error);
        Assert.DoesNotContain(SharedTables.Rows(database), row => row.StartsWith("a 2 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Append_WithoutAnyLease_IsRefused()
    {
        string database = server.RequireDatabase();
        await using JournalNode node = new(database, new NoteCodec());

        AppendResult refused = await node.Journal.AppendAsync("a", 0, new Note("1"));

        Assert.NotNull(refused.Error);
        Assert.Empty(SharedTables.Rows(database));
    }

    private static async Task WriteAsync(IJournal journal)
    {
        await journal.MustAppendAsync("position/KRW-BTC", 0, new Note("1"));
        await journal.MustAppendAsync("position/KRW-BTC", 1, new Note("2"), new Note("세 번째"), new Note(""));
        await journal.MustAppendAsync("portfolio", 0, new Note("cash"));
    }
}
