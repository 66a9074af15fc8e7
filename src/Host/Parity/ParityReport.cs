namespace CoinPilot.App.Parity;

/// <summary>One leg in figures.</summary>
/// <param name="Hash">Over all that is compared; the same for legs that agree.</param>
/// <param name="Denials">First denials of an hour, by strategy, symbol and code, as the journal has them.</param>
internal sealed record ReportedLeg(string Name, long Orders, long Fills, long Denials, string Hash, double Seconds);

/// <summary>The first thing in which two legs differ. A side is null where the leg has nothing there.</summary>
/// <param name="Where">Symbol, strategy and list, or the account at the end.</param>
/// <param name="Number">The place in that list, from 1.</param>
/// <param name="At">The moment, UTC; null at the end.</param>
internal sealed record ParityDifference(string One, string Other, string Where, int Number, string? At, string? OneSide, string? OtherSide);

/// <summary>What a parity check found.</summary>
/// <param name="Strategies">Those that ran, by name.</param>
/// <param name="Candles">That were traded on.</param>
internal sealed record ParityReport(
    IReadOnlyList<string> Strategies, IReadOnlyList<string> Symbols, string From, string To, long Candles, IReadOnlyList<ReportedLeg> Legs,
    ParityDifference? Difference)
{
    public bool Holds => Difference is null;
}
