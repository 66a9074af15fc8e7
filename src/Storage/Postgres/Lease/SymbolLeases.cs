using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Schema;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>
/// What one node of a cluster holds of a shared journal: a lease for each symbol that it runs, renewed together from one thread. One that is lost
/// without being given up ends them all: whoever lost it cannot tell what else passed it by. For any thread.
/// </summary>
public sealed class SymbolLeases : IDisposable
{
    // One asks at a time; the other is for what is asked of all leases meanwhile.
    private const int Connections = 2;

    private readonly SymbolLeaseOptions _options;
    private readonly NpgsqlDataSource _database;
    private readonly Lock _gate = new();
    private readonly HashSet<SymbolLease> _held = [];
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _keeper;
    private long _renewedAt;
    private volatile bool _isAbandoned;

    private SymbolLeases(SymbolLeaseOptions options, NpgsqlDataSource database, long node, string journalId)
    {
        _options = options;
        _database = database;
        Node = node;
        JournalId = journalId;
        _renewedAt = options.Time.GetTimestamp();
        _keeper = new Thread(Keep) { IsBackground = true, Name = "leases" };
        _keeper.Start();
    }

    /// <summary>This node's number, given to one process and never again.</summary>
    public long Node { get; }

    /// <inheritdoc cref="IStoredJournal.JournalId"/>
    public string JournalId { get; }

    /// <summary>How this node's writers connect: the journal takes from their sessions what this node holds.</summary>
    public string WriterConnectionString => SharedJournal.WriterOf(_options.ConnectionString, Node);

    /// <summary>Completes with the reason once a lease was lost. Never fails.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>
    /// False once the last renewal is older than a lease lives, by the clock of this process: another may hold what this one believes to. True
    /// is no promise; only the journal's own check is.
    /// </summary>
    public bool IsSafe => !_isAbandoned && !_lost.Task.IsCompleted && _options.Time.GetElapsedTime(Interlocked.Read(ref _renewedAt)) < _options.Life;

    /// <summary>
    /// Brings the schema up to date and joins those who share the journal. Throws <see cref="JournalLockedException"/> while one process
    /// holds it alone, <see cref="MigrationException"/>, and <see cref="IOException"/> when the database does not answer.
    /// </summary>
    public static SymbolLeases Join(SymbolLeaseOptions options)
    {
        NpgsqlDataSource database = Database.Open(options.ConnectionString, Connections);
        try
        {
            Migrator.Run(database, Migration.All);
            using NpgsqlConnection connection = database.OpenConnection();
            string journalId = SharedJournal.Share(connection, options.NewId(), options.Life)
                ?? throw new JournalLockedException(Database.Describe(options.ConnectionString), DatabaseLease.FindHolder(connection));
            return new SymbolLeases(options, database, SymbolLeaseTable.NextNode(connection), journalId);
        }
        catch (NpgsqlException away)
        {
            database.Dispose();
            throw new IOException($"the journal's {Database.Describe(options.ConnectionString)}: {away.Message}", away);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The lease; null while another holds it. Throws <see cref="NpgsqlException"/> when the database is away.</summary>
    public SymbolLease? TryTake(string name)
    {
        lock (_gate)
        {
            using NpgsqlConnection connection = _database.OpenConnection();
            long asked = _options.Time.GetTimestamp();
            if (_isAbandoned || _lost.Task.IsCompleted || SymbolLeaseTable.TryTake(connection, name, Node, _options.Life) is not { } token)
                return null;
            if (_held.Count == 0)
                Interlocked.Exchange(ref _renewedAt, asked);
            SymbolLease lease = new(name, token);
            _held.Add(lease);
            return lease;
        }
    }

    /// <summary>Gives the lease up, so that another may take it at once. Only when nothing more is written under it.</summary>
    public void Release(SymbolLease lease)
    {
        lock (_gate)
        {
            if (!_held.Remove(lease))
                return;
        }
        try
        {
            lock (_gate)
            {
                using NpgsqlConnection connection = _database.OpenConnection();
                SymbolLeaseTable.Release(connection, lease, Node);
            }
        }
        catch (Exception away) when (Database.IsAway(away))
        {
            // It ends by itself when its time is up.
        }
    }

    /// <summary>
    /// Gives up all at once, though something may still be written under them: what is committed is there, what is not is refused. They are lost
    /// then, for <paramref name="reason"/>.
    /// </summary>
    public void Abandon(string reason)
    {
        _isAbandoned = true;
        ReleaseAll();
        _lost.TrySetResult(reason);
    }

    /// <summary>Every lease of the journal, by name, whoever holds it.</summary>
    public IReadOnlyList<SymbolLeaseHolder> ListAll()
    {
        using NpgsqlConnection connection = _database.OpenConnection();
        return SymbolLeaseTable.List(connection);
    }

    /// <summary>Every lease of the journal, by name; empty where nobody ever shared it.</summary>
    public static IReadOnlyList<SymbolLeaseHolder> List(string connectionString)
    {
        using NpgsqlDataSource database = Database.Open(connectionString);
        using NpgsqlConnection connection = database.OpenConnection();
        using NpgsqlCommand exists = new("SELECT to_regclass('coinpilot.symbol_lease') IS NOT NULL", connection);
        return (bool)exists.ExecuteScalar()! ? SymbolLeaseTable.List(connection) : [];
    }

    /// <summary>Gives up what is left.</summary>
    public void Dispose()
    {
        _stop.Set();
        _keeper.Join();
        ReleaseAll();
        _database.Dispose();
        _stop.Dispose();
    }

    private void ReleaseAll()
    {
        SymbolLease[] left;
        lock (_gate)
            left = [.. _held];
        foreach (SymbolLease lease in left)
            Release(lease);
    }

    private bool HasNone
    {
        get
        {
            lock (_gate)
                return _held.Count == 0;
        }
    }

    private void Keep()
    {
        while (!_stop.Wait(_options.Life / 4))
        {
            if (WhyLost() is not { } reason)
                continue;
            _lost.TrySetResult(reason);
            return;
        }
    }

    private string? WhyLost()
    {
        long asked = _options.Time.GetTimestamp();
        try
        {
            // Under the lock, what is held is what the database has.
            lock (_gate)
            {
                using NpgsqlConnection connection = _database.OpenConnection();
                HashSet<SymbolLease> renewed = SymbolLeaseTable.Renew(connection, Node, _options.Life);
                foreach (SymbolLease lease in _held)
                {
                    if (!renewed.Contains(lease))
                        return $"another node holds {lease.Name}";
                }
            }
            Interlocked.Exchange(ref _renewedAt, asked);
            return null;
        }
        catch (Exception away)
        {
            // Whatever it is, the leases cannot be shown to be ours.
            return IsSafe || HasNone ? null : $"the leases could not be renewed for {_options.Life.TotalSeconds:0.#} s: {away.Message}";
        }
    }
}
