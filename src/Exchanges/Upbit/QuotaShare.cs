namespace CoinPilot.Exchanges.Upbit;

/// <summary>One process's part of the venue's quotas, which count for the account and for the address.</summary>
/// <param name="Sharers">How many processes call, this one included; at least 1.</param>
/// <param name="Index">Which of them this one is, from 0 on; no two have the same.</param>
public readonly record struct QuotaShare(int Sharers, int Index)
{
    public static QuotaShare Whole { get; } = new(1, 0);
}
