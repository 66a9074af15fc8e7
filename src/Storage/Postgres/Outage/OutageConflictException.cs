using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Storage.Postgres.Outage;

/// <summary>
/// Events that a process took while the database was away cannot go in, because another process wrote to the same entity meanwhile. They stay
/// where they are, for a person to look at.
/// </summary>
public sealed class OutageConflictException(string file, string place, WrongSequenceException conflict)
    : IOException(
        $"{file} holds events taken while the {place} was away, but another process has written to {conflict.EntityId} since ({conflict.Message}): "
        + "coinpilot journal stranded shows them, --set-aside keeps them under another name to go on without them; the venue's own record settles their orders", conflict)
{
    public string EntityId { get; } = conflict.EntityId;
}
