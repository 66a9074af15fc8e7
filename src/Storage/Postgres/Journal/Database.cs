using Npgsql;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>Connections to the journal's database, and which of their failures mean that it is away.</summary>
internal static class Database
{
    /// <summary>
    /// Commits reach the disk whatever the server's default is, and a database that does not answer counts as away within seconds.
    /// Throws <see cref="FormatException"/> for a connection string that is none; its text is not in the message.
    /// </summary>
    /// <param name="connectionString">Of Npgsql.</param>
    /// <param name="connections">At most so many at a time; null for what the connection string says.</param>
    public static NpgsqlDataSource Open(string connectionString, int? connections = null)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException("the database's connection string is not like Host=...;Database=...;Username=...;Password=...", wrong);
        }
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c timezone=UTC".Trim();
        settings.ApplicationName ??= "coinpilot";
        settings.Timeout = Math.Min(settings.Timeout, 5);
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 16);
        settings.IncludeErrorDetail = false;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, connections ?? settings.MaxPoolSize);
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Where the journal stands, without user and password.</summary>
    public static string Describe(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        return $"database {settings.Database} on {settings.Host}:{settings.Port}";
    }

    /// <summary>True when the same may succeed later: no connection, no answer, a server that stops, starts or is full.</summary>
    public static bool IsAway(Exception error) => error switch
    {
        PostgresException refused => refused.SqlState is ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or "25006",
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };
}
