using System.Globalization;
using CoinPilot.Storage.Postgres.Journal;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>
/// How a database keeps candles, which its first start decided: in a hypertable of the version of TimescaleDB, or for null in a plain table;
/// and how many of the hypertable's jobs (compression, retention, longer candles) failed when they last ran.
/// </summary>
public sealed record CandleStorage(string? TimescaleVersion, int Jobs, int FailingJobs)
{
    // TimescaleDB's own views can be asked only where they are.
    private const string Version = "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'";

    // Versions differ in whether a longer candle's job names its view or the table behind it.
    private const string JobsOfHypertable = """
        WITH kept (relation_schema, relation_name) AS (
            SELECT hypertable_schema, hypertable_name FROM timescaledb_information.hypertables
            WHERE hypertable_schema = 'coinpilot' AND hypertable_name = 'candles'),
        longer AS (
            SELECT a.* FROM timescaledb_information.continuous_aggregates a JOIN kept ON (hypertable_schema, hypertable_name) = (relation_schema, relation_name)),
        kept_and_longer AS (
            SELECT * FROM kept UNION SELECT view_schema, view_name FROM longer
            UNION SELECT materialization_hypertable_schema, materialization_hypertable_name FROM longer)
        SELECT EXISTS (SELECT 1 FROM kept), count(*), count(*) FILTER (WHERE last_run_status = 'Failed')
        FROM timescaledb_information.jobs j
        JOIN kept_and_longer ON (j.hypertable_schema, j.hypertable_name) = (relation_schema, relation_name)
        LEFT JOIN timescaledb_information.job_stats s ON s.job_id = j.job_id
        """;

    /// <summary>Throws <see cref="NpgsqlException"/> when the database does not answer.</summary>
    public static CandleStorage Read(string connectionString)
    {
        using NpgsqlDataSource database = Database.Open(connectionString);
        using NpgsqlCommand installed = database.CreateCommand(Version);
        if (installed.ExecuteScalar() is not string version)
            return new CandleStorage(null, 0, 0);
        using NpgsqlCommand command = database.CreateCommand(JobsOfHypertable);
        using NpgsqlDataReader jobs = command.ExecuteReader();
        jobs.Read();
        bool isHypertable = jobs.GetBoolean(0);
        return new CandleStorage(isHypertable ? version : null, (int)jobs.GetInt64(1), (int)jobs.GetInt64(2));
    }

    /// <summary>Part of a line for whoever starts the program.</summary>
    public override string ToString() => TimescaleVersion is null ? "a plain table" : string.Create(CultureInfo.InvariantCulture,
        $"a hypertable of TimescaleDB {TimescaleVersion}{(FailingJobs == 0 ? "" : $", {FailingJobs} of whose {Jobs} jobs failed at their last run: see timescaledb_information.job_errors")}");
}
