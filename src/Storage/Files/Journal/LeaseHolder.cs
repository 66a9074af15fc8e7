using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>The process that may write a journal. The token rises with every change of hands.</summary>
public sealed record LeaseHolder(long Token, int ProcessId, string Host, Timestamp Since)
{
    public override string ToString() => $"process {ProcessId} on {Host} since {Since}";
}
