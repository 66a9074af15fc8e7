namespace CoinPilot.App.Audit;

/// <summary>What an audit found. Money and quantities are strings, as everywhere in our JSON.</summary>
/// <param name="Difference">The first thing that is wrong; null for a clean journal.</param>
/// <param name="Reports">Self-reports of the running system that were compared.</param>
/// <param name="TornBytes">Bytes of an unfinished write at the journal's end; normal after a kill.</param>
internal sealed record AuditReport(
    string? Difference, long Events, int Entities, long Orders, long Fills, string Fees, string OpeningCash, string Cash,
    long Reports, long TornBytes, IReadOnlyList<AuditedPosition> Positions)
{
    public bool IsClean => Difference is null;

    /// <summary>Every order's story, the oldest first.</summary>
    public IReadOnlyList<OrderStory> Stories { get; init; } = [];

    /// <summary>Deposits less withdrawals by hand that an operator accepted; part of the cash.</summary>
    public string Transferred { get; init; } = "0";

    /// <summary>Why the exchange's cash was not explained at the journal's end; null where it was.</summary>
    public string? CashProblem { get; init; }

    /// <summary>Signals that came to nothing, the oldest first; those that repeated within an hour are one.</summary>
    public IReadOnlyList<DeniedSignal> Denied { get; init; } = [];
}

internal sealed record AuditedPosition(string Symbol, string Strategy, string Quantity, string Cost);
