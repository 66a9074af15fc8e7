namespace CoinPilot.Storage.Postgres.Schema;

/// <summary>The schema could not be brought to this build's; it stands as it did before the step that is named.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : IOException(message, inner);
