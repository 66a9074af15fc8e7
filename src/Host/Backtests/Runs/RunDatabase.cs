using System.Data.Common;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Cli;
using CoinPilot.Runs;
using CoinPilot.Storage.Postgres.Runs;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>The database that runs are kept in besides their files, asked when it is first needed.</summary>
internal sealed class RunDatabase(string connectionString)
{
    private RunTable? _table;

    private RunTable Table => _table ??= new RunTable(connectionString, new EventCodec());

    /// <summary>Throws <see cref="UsageException"/> where it cannot take a run now.</summary>
    public void Require()
    {
        try
        {
            Table.Counts();
        }
        catch (Exception away) when (away is DbException or IOException)
        {
            throw new UsageException($"the run cannot be recorded in the configured database: {away.Message}; --no-record keeps nothing");
        }
    }

    /// <summary>See <see cref="RunTable.Put"/>.</summary>
    public void Put(string runId, IReadOnlyList<JournalEvent> events) => Table.Put(runId, events);

    /// <summary>Brings in what the journals have and it has not, and gives the runs that only it has.</summary>
    public IReadOnlyList<RunRecord> Exchange(IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>> journals, Action<string> onProblem)
    {
        try
        {
            IReadOnlyDictionary<string, long> counts = Table.Counts();
            foreach ((string runId, IReadOnlyList<JournalEvent> events) in journals.Where(j => j.Value.Count > counts.GetValueOrDefault(j.Key)))
                Table.Put(runId, events);
            return counts.Keys.All(journals.ContainsKey) ? [] : [.. Table.ReadAll().Where(run => !journals.ContainsKey(run.RunId))];
        }
        catch (Exception away) when (away is DbException or IOException)
        {
            onProblem($"runs in the database: {away.Message}");
            return [];
        }
    }
}
