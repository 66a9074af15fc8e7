using CoinPilot.MarketData;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Storage.Postgres.Projections;

/// <summary>
/// Writes candles as they close, from a thread of its own. One that is there already stays. What cannot be written while the database is away
/// waits, up to a bound, past which the oldest go and are counted: the venue has them still.
/// </summary>
public sealed class CandleTable : IDisposable
{
    private const int MostWaiting = 100_000;
    private const int BatchRows = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly Lock _lock = new();
    private readonly Queue<(Symbol Symbol, int Interval, Candle Candle)> _waiting = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _dropped;

    /// <summary>Throws <see cref="FormatException"/> for a connection string that is none.</summary>
    public CandleTable(string connectionString)
    {
        _database = Database.Open(connectionString);
        _thread = new Thread(Run) { IsBackground = true, Name = "candles" };
        _thread.Start();
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Returns at once; any thread.</summary>
    public void Add(Symbol symbol, in Candle candle, int intervalMinutes)
    {
        lock (_lock)
        {
            _waiting.Enqueue((symbol, intervalMinutes, candle));
            if (_waiting.Count <= MostWaiting)
                return;
            _waiting.Dequeue();
        }
        Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is waiting.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
        _database.Dispose();
    }

    private void Run()
    {
        bool stopping;
        do
        {
            stopping = _stop.Wait(Interval);
            while (TryWriteBatch())
            {
            }
        }
        while (!stopping);
    }

    private bool TryWriteBatch()
    {
        (Symbol Symbol, int Interval, Candle Candle)[] batch;
        lock (_lock)
            batch = [.. _waiting.Take(BatchRows)];
        if (batch.Length == 0)
            return false;
        try
        {
            Write(batch);
        }
        catch (Exception)
        {
            // Tried again in a second: trading must not depend on what is only kept for looking at.
            return false;
        }
        lock (_lock)
        {
            for (int i = 0; i < batch.Length && _waiting.TryPeek(out var oldest) && oldest.Candle.OpenTime == batch[i].Candle.OpenTime; i++)
                _waiting.Dequeue();
        }
        return true;
    }

    private void Write((Symbol Symbol, int Interval, Candle Candle)[] batch)
    {
        using NpgsqlCommand command = _database.CreateCommand("""
            INSERT INTO coinpilot.candles (symbol, interval_minutes, open_time, open, high, low, close, volume)
            SELECT * FROM unnest($1::text[], $2::integer[], $3::timestamptz[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::numeric[])
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(Column(batch, c => c.Symbol.Code));
        command.Parameters.Add(Column(batch, c => c.Interval));
        command.Parameters.Add(Column(batch, c => c.Candle.OpenTime.ToDateTimeOffset().UtcDateTime));
        command.Parameters.Add(Column(batch, c => c.Candle.Open.ToDecimal()));
        command.Parameters.Add(Column(batch, c => c.Candle.High.ToDecimal()));
        command.Parameters.Add(Column(batch, c => c.Candle.Low.ToDecimal()));
        command.Parameters.Add(Column(batch, c => c.Candle.Close.ToDecimal()));
        command.Parameters.Add(Column(batch, c => c.Candle.Volume.ToDecimal()));
        command.ExecuteNonQuery();
    }

    private static NpgsqlParameter<T[]> Column<T>((Symbol Symbol, int Interval, Candle Candle)[] batch, Func<(Symbol Symbol, int Interval, Candle Candle), T> of) =>
        new() { TypedValue = [.. batch.Select(of)] };
}
