namespace CoinPilot.Positions;

/// <summary>Holders of virtual positions that are no strategies. A strategy's name has no brackets.</summary>
public static class Holder
{
    /// <summary>What is worth too little to sell; nobody asks for its sale any more.</summary>
    public const string Dust = "(dust)";

    /// <summary>What somebody else traded on the account, or had there before us.</summary>
    public const string External = "(external)";

    public static bool IsStrategy(string name) => !name.StartsWith('(');
}
