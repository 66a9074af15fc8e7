using CoinPilot.Values;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>How a <see cref="PostgresJournal"/> is kept.</summary>
/// <param name="ConnectionString">Of Npgsql; may hold a password and is never shown.</param>
/// <param name="NewId">Gives the id that a new journal is born with.</param>
public sealed record PostgresJournalOptions(string ConnectionString, TimeProvider Time, Func<string> NewId)
{
    /// <summary>How long a lease lives without renewal; a standby takes over after it. Renewed four times as often.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Where events wait while the database is away; null: nothing is taken then.</summary>
    public string? OutageFolder { get; init; }

    /// <summary>How long events are taken while the database is away; then the journal stops.</summary>
    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told on the writer's thread when the database goes away (true) and when all that waited is in it (false).</summary>
    public Action<bool>? OutageChanged { get; init; }

    /// <summary>Appends that may wait for the database; past it an append blocks its caller.</summary>
    public int QueueLimit { get; init; } = 65_536;

    /// <summary>Events after which a group is committed though more is waiting.</summary>
    public int GroupEvents { get; init; } = 5_000;

    /// <summary>Told after each commit how many events it made durable, on the writer's thread; for metrics.</summary>
    public Action<int>? GroupWritten { get; init; }

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());
}
