namespace CoinPilot.Simulation.Journal;

/// <summary>How a node's journal behaves; all false but under a deliberate bug.</summary>
internal sealed record JournalSettings
{
    /// <summary>Tells that a write is durable before it is.</summary>
    public bool AnswersBeforeWriting { get; init; }

    /// <summary>Takes whole frames of a batch that was cut off.</summary>
    public bool AcceptsTornTail { get; init; }
}
