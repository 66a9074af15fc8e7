using System.Text.Json;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Runs;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Runs;

/// <summary>Runs where the configuration names a database.</summary>
public sealed class RunDatabaseTests(PostgresServer server)
{
    [Fact]
    public async Task Backtest_WithADatabase_IsInItToo()
    {
        string database = server.RequireDatabase();
        using RunFixture runs = new();
        string config = Configure(runs, database);

        string id = await runs.RunAsync("--config", config, "--strategy", "ma-cross", "--set", "fast=3", "slow=8");

        using RunTable table = new(database, new EventCodec());
        RunRecord run = Assert.Single(table.ReadAll());
        Assert.Equal((id, RunState.Succeeded), (run.RunId, run.State));
        Assert.Equal($"SUCCEEDED {run.ResultHash} ma-cross KRW-BTC 3", Query(database,
            "SELECT concat_ws(' ', state, result_hash, strategies[1], symbols[1], (SELECT count(*) FROM coinpilot.run_events)) FROM coinpilot.runs"));
        Assert.Equal(run.Find("return")!.Value.ToString("R"), Query(database, "SELECT figures->>'return' FROM coinpilot.runs"));
    }

    [Fact]
    public async Task Runs_OfAnotherDataFolder_AreListedAndRunAgainFromTheDatabase()
    {
        string database = server.RequireDatabase();
        using RunFixture here = new(), there = new();
        string old = await there.RunAsync("--config", Configure(there, database), "--strategy", "ma-cross");

        (int _, JsonElement list) = await here.AskAsync("list", "--config", Configure(here, database));
        (int code, JsonElement report) = await here.AskAsync("rerun", old, "--config", Configure(here, database));

        Assert.Equal(old, Assert.Single(list.EnumerateArray()).GetProperty("runId").GetString());
        Assert.Equal((0, true), (code, report.GetProperty("reproduced").GetBoolean()));
    }

    [Fact]
    public async Task Runs_ThatTheDatabaseMissed_AreBroughtInByTheNextThatLooks()
    {
        string database = server.RequireDatabase();
        using RunFixture runs = new();
        string id = await runs.RunAsync("--strategy", "ma-cross");

        await runs.AskAsync("list", "--config", Configure(runs, database));
        await runs.AskAsync("list", "--config", Configure(runs, database));

        using RunTable table = new(database, new EventCodec());
        Assert.Equal((id, RunState.Succeeded), (Assert.Single(table.ReadAll()).RunId, table.ReadAll()[0].State));
        Assert.Equal(3, table.Counts()[id]);
    }

    [Fact]
    public async Task Backtest_WhoseDatabaseIsAway_RunsNothing()
    {
        using RunFixture runs = new();
        string config = Configure(runs, $"Host={runs.In("no-socket")};Database=none;Username=nobody;Timeout=1");

        (int code, string output, string errors) = await CoinPilotProcess.RunAsync(runs.Backtest("--config", config, "--strategy", "ma-cross"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("the run cannot be recorded in the configured database", errors, StringComparison.Ordinal);
        Assert.Empty(await runs.ListAsync());
    }

    [Fact]
    public async Task Events_ComingLateOrOthersThanThere_ChangeNothing()
    {
        string database = server.RequireDatabase();
        using TemporaryFolder folder = new();
        string id = Guid.CreateVersion7().ToString();
        await using RunJournal journal = RunJournal.Open(folder.In("a"), id, TimeProvider.System), other = RunJournal.Open(folder.In("b"), id, TimeProvider.System);
        RequestRun request = new(id, new RunParameters(ValueList<string>.Empty, ValueList<RunStrategy>.Empty, ValueList<RunSetting>.Empty, ValueList<RunInput>.Empty), "", "", "");
        await journal.RecordAsync(request);
        IReadOnlyList<JournalEvent> early = journal.Events;
        await journal.RecordAsync(new FailRun("once"));
        await other.RecordAsync(request);
        using RunTable table = new(database, new EventCodec());
        table.Put(id, journal.Events);

        table.Put(id, early);

        Assert.Equal("FAILED once", Query(database, "SELECT concat_ws(' ', state, reason) FROM coinpilot.runs"));
        Assert.Throws<JournalDamagedException>(() => table.Put(id, other.Events));
        Assert.Equal("once", Assert.Single(table.ReadAll()).Reason);
    }

    private static string Configure(RunFixture runs, string database)
    {
        File.WriteAllText(runs.In("database"), database + "\n");
        File.WriteAllText(runs.In("c.yaml"), $"storage: {{database_file: {runs.In("database")}}}\n");
        return runs.In("c.yaml");
    }

    private static string Query(string database, string sql)
    {
        using NpgsqlConnection connection = new(database);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return (string)command.ExecuteScalar()!;
    }
}
