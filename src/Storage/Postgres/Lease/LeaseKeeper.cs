using Npgsql;

namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>
/// Renews a lease from a thread of its own, over a connection of its own. Says when it is lost, when the database does not answer, and when
/// it answers again.
/// </summary>
internal sealed class LeaseKeeper : IDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly long _token;
    private readonly TimeSpan _life;
    private readonly Action<LeaseState> _seen;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public LeaseKeeper(NpgsqlDataSource database, long token, TimeSpan life, Action<LeaseState> seen)
    {
        _database = database;
        _token = token;
        _life = life;
        _seen = seen;
        _thread = new Thread(Run) { IsBackground = true, Name = "lease" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(_life / 4))
        {
            LeaseState state = Renew();
            _seen(state);
            if (state == LeaseState.Lost)
                return;
        }
    }

    private LeaseState Renew()
    {
        try
        {
            using NpgsqlConnection connection = _database.OpenConnection();
            return DatabaseLease.TryRenew(connection, _token, _life) ? LeaseState.Held : LeaseState.Lost;
        }
        catch (Exception)
        {
            // Whatever it is, the lease cannot be shown to be ours; it is asked for again, and the writer finds out what is wrong.
            return LeaseState.Unknown;
        }
    }
}

/// <summary>What a renewal found. Unknown: the database did not answer.</summary>
internal enum LeaseState : byte { Held, Unknown, Lost }
