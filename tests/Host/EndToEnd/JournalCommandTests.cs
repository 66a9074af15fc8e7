using System.Text.Json;
using CoinPilot.Actors.Wire;
using CoinPilot.Portfolio;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.EndToEnd;

public sealed class JournalCommandTests(PostgresServer server)
{
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1);

    [Fact]
    public async Task Stranded_WhereNothingWaits_SaysSoAndNamesAFileThatIsNotThere()
    {
        using TemporaryFolder folder = new();
        (int none, string said, string _) = await CoinPilotProcess.RunAsync("journal", "stranded", "--data", folder.Path);
        (int missing, string _, string why) = await CoinPilotProcess.RunAsync("journal", "stranded", "--data", folder.Path, "--file", folder.In("x.cpo"));

        Assert.Equal((0, 2), (none, missing));
        Assert.Contains("nothing waits", said, StringComparison.Ordinal);
        Assert.Contains("x.cpo", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Journal_OfBothStores_IsShownVerifiedAndExported(bool inDatabase)
    {
        using TemporaryFolder folder = new();
        TestStore store = await WriteAsync(inDatabase, folder);

        (int tail, string newest, string _) = await CoinPilotProcess.RunAsync(["journal", "tail", "-n", "1", .. store.Arguments]);
        (int show, string shown, string _) = await CoinPilotProcess.RunAsync(["journal", "show", "portfolio", "--after", "1", "--json", .. store.Arguments]);
        (int verify, string verified, string _) = await CoinPilotProcess.RunAsync(["journal", "verify", .. store.Arguments]);
        (int export, string _, string _) = await CoinPilotProcess.RunAsync(["journal", "export", "--out", folder.In("all.jsonl"), .. store.Arguments]);
        (int nobody, string _, string why) = await CoinPilotProcess.RunAsync(["journal", "show", "nobody", .. store.Arguments]);

        Assert.Equal((0, 0, 0, 0, 2), (tail, show, verify, export, nobody));
        Assert.Contains("portfolio #3", Assert.Single(newest.Split('\n')), StringComparison.Ordinal);
        JsonElement[] events = [.. shown.Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([2L, 3L], events.Select(e => e.GetProperty("sequence").GetInt64()));
        Assert.Equal("enough", events[0].GetProperty("event").GetProperty("reason").GetString());
        Assert.Equal(events[0].GetProperty("hash").GetString(), events[1].GetProperty("previousHash").GetString());
        Assert.Contains("3 events of 1 entities", verified, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(folder.In("all.jsonl"));
        Assert.Equal("1000000", JsonDocument.Parse(lines[0]).RootElement.GetProperty("event").GetProperty("openingCash").GetString());
        Assert.Equal(3, lines.Length);
        Assert.Contains("it has: portfolio", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ChangedRow_ExitsWithOneAndNamesTheEvent()
    {
        using TemporaryFolder folder = new();
        TestStore store = await WriteAsync(inDatabase: true, folder);
        await using (NpgsqlConnection connection = new(store.Database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using NpgsqlCommand command = new("DELETE FROM journal WHERE sequence_number = 2", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        (int code, string output, string _) = await CoinPilotProcess.RunAsync(["journal", "verify", .. store.Arguments]);
        Assert.Equal(1, code);
        Assert.Contains("portfolio #3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DatabaseThatDoesNotAnswer_RefusesNamingItWithoutItsSecrets()
    {
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Postgres(folder, "Host=127.0.0.1;Port=9;Database=nowhere;Username=somebody;Password=secret");
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(["run", .. store.Arguments, "--port", "0"]);
        Assert.Equal(2, code);
        Assert.Contains("database nowhere on 127.0.0.1:9", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_FileWithoutAConnectionString_IsRefusedByName()
    {
        using TemporaryFolder folder = new();
        TestStore store = TestStore.Postgres(folder, "this is no connection string = secret");
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(["audit", .. store.Arguments]);
        Assert.Equal(2, code);
        Assert.Contains(store.Arguments[^1], errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
    }

    private async Task<TestStore> WriteAsync(bool inDatabase, TemporaryFolder folder)
    {
        TestStore store = TestStore.Of(inDatabase, folder, server);
        await using IStoredJournal journal = store.Database is { } database
            ? PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "j"), new EventCodec())
            : FileJournal.Open(new FileJournalOptions(folder.In("journal"), TimeProvider.System, () => "j"), new EventCodec());
        object[] events = [new AccountOpened("j", Money.Of(1_000_000), At), new KillSwitchEngaged("enough", At), new KillSwitchReleased("again", At)];
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.Append("portfolio", 0, At, events, result => done.SetResult(result.IsDurable));
        Assert.True(await done.Task);
        return store;
    }
}
