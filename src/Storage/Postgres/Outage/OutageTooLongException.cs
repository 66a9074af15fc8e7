namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>The database has been away for longer than events are taken without it. What was taken waits on the disk.</summary>
public sealed class OutageTooLongException(string place, TimeSpan limit)
    : IOException($"{place} has been away for more than {limit}: nothing more is taken; what was taken waits on the disk");
