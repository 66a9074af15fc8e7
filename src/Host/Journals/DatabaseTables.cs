using System.Data.Common;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Postgres.Projections;
using CoinPilot.Storage.Postgres.Ticks;

namespace CoinPilot.App.Journals;

/// <summary>Keeps a database's tables up to date while a run trades: what the journal tells, candles as they close, and trades where wanted.</summary>
internal sealed class DatabaseTables : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly Projector _projector;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _projecting;

    private DatabaseTables(string connectionString, bool keepTicks, Action<string> say)
    {
        _say = say;
        _connectionString = connectionString;
        Candles = new CandleTable(connectionString);
        Ticks = keepTicks ? new TickWriter(connectionString, say) : null;
        _projector = new Projector(connectionString, new EventCodec());
        _projecting = Task.Run(ProjectAsync);
    }

    public CandleTable Candles { get; }

    /// <summary>Null where trades are not kept.</summary>
    public TickWriter? Ticks { get; }

    /// <summary>Null for a journal in files, which has no tables.</summary>
    public static DatabaseTables? Open(JournalPlace place, bool keepTicks, Action<string> say) =>
        place.ConnectionString is { } connection ? new DatabaseTables(connection, keepTicks, say) : null;

    /// <summary>Brings in what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _projecting;
        Candles.Dispose();
        Ticks?.Dispose();
        _projector.Dispose();
        _stop.Dispose();
    }

    private async Task ProjectAsync()
    {
        using PeriodicTimer timer = new(Interval);
        SayHowCandlesAreKept();
        try
        {
            do
                CatchUp();
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            CatchUp();
        }
    }

    private void SayHowCandlesAreKept()
    {
        try
        {
            _say($"the database keeps candles in {CandleStorage.Read(_connectionString)}");
        }
        catch (DbException unknown)
        {
            _say($"the database does not tell how it keeps candles: {unknown.Message}");
        }
    }

    // Trading does not depend on the tables: what fails is tried again, and said.
    private void CatchUp()
    {
        try
        {
            _projector.CatchUp();
        }
        catch (DbException away) when (away.IsTransient)
        {
            // Tried again in a second; the journal says that the database is away.
        }
        catch (Exception wrong)
        {
            _say($"the database's tables are not up to date: {wrong.Message}");
        }
    }
}
