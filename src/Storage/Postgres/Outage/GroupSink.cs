using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>
/// Makes groups durable: in the database, or on the disk while it is away; what waits there goes in first once it is back. Of the writer's
/// thread, but for <see cref="Note"/>.
/// </summary>
internal sealed class GroupSink(PostgresJournalOptions options, NpgsqlDataSource database, string place, long token) : IDisposable
{
    private NpgsqlConnection? _connection;
    private OutageFile? _waiting;
    private Timestamp _awaySince;
    private volatile bool _isSeen = true;
    private volatile bool _isLost;

    /// <summary>What a renewal of the lease has just found; any thread.</summary>
    public void Note(LeaseState state)
    {
        _isSeen = state == LeaseState.Held;
        _isLost |= state == LeaseState.Lost;
    }

    /// <summary>Brings in what an earlier process left on the disk.</summary>
    public long DrainLeftovers()
    {
        if (options.OutageFolder is not { } folder || !File.Exists(OutageFile.PathIn(folder)))
            return 0;
        using OutageFile left = OutageFile.Open(folder);
        try
        {
            long drained = OutageDrain.Run(Connection(), token, options.Time.GetUtcNow(), place, left.Read());
            left.Delete();
            return drained;
        }
        catch (WrongSequenceException conflict)
        {
            throw new OutageConflictException(OutageFile.PathIn(folder), place, conflict);
        }
    }

    /// <summary>Notices that the database went away or came back. Throws when the lease is lost, or the outage has lasted too long.</summary>
    public void Tend()
    {
        if (_isLost)
            throw Fenced();
        if (_waiting is null && !_isSeen && options.OutageFolder is not null)
            BeginOutage();
        if (_waiting is not null && _isSeen)
            TryEndOutage();
        if (_waiting is not null && options.Now - _awaySince > options.OutageLimit)
            throw new OutageTooLongException(place, options.OutageLimit);
    }

    /// <summary>Returns when the events are durable.</summary>
    public void Write(List<EncodedEvent> group)
    {
        if (group.Count == 0)
            return;
        if (_waiting is null)
        {
            try
            {
                if (!JournalTable.TryInsert(Connection(), token, options.Time.GetUtcNow(), group))
                    throw Fenced();
                return;
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new WrongSequenceException(group[0].EntityId, group[0].Sequence - 1, group[0].Sequence);
            }
            catch (Exception away) when (away is not JournalFencedException && Database.IsAway(away) && options.OutageFolder is not null)
            {
                // It may be in the database after all; the drain finds out.
                BeginOutage();
            }
        }
        _waiting!.Append(group);
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _waiting?.Dispose();
    }

    private void BeginOutage()
    {
        _isSeen = false;
        Disconnect();
        _waiting = OutageFile.Open(options.OutageFolder!);
        _awaySince = options.Now;
        options.OutageChanged?.Invoke(true);
    }

    private void TryEndOutage()
    {
        try
        {
            OutageDrain.Run(Connection(), token, options.Time.GetUtcNow(), place, _waiting!.Read());
        }
        catch (Exception away) when (away is not JournalFencedException && IsPassing(away))
        {
            _isSeen = false;
            Disconnect();
            return;
        }
        _waiting.Delete();
        _waiting = null;
        options.OutageChanged?.Invoke(false);
    }

    // A number that is taken may be our own commit, whose answer was lost and which came through only now: the next drain tells.
    private static bool IsPassing(Exception error) =>
        Database.IsAway(error) || error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private NpgsqlConnection Connection() => _connection ??= database.OpenConnection();

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private JournalFencedException Fenced()
    {
        try
        {
            using NpgsqlConnection connection = database.OpenConnection();
            return new JournalFencedException(place, DatabaseLease.FindLast(connection, out _));
        }
        catch (Exception away) when (Database.IsAway(away))
        {
            return new JournalFencedException(place, holder: null);
        }
    }
}
