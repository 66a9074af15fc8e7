namespace CoinPilot.Orders;

/// <summary>Why an order of ours is withdrawn: the stable first words of the reason in the journal.</summary>
public static class CancelCause
{
    public const string Strategy = "its strategy withdrew it";
    public const string Abandoned = "its strategy is in quarantine";
    public const string Expired = "its time is over";
    public const string Escalated = "a market order takes its place";
    public const string Amended = "an amended order takes its place";
    public const string Sibling = "another order of its group came first";
    public const string Flat = "nothing is held any more";
    public const string TooSmall = "what is left is below the venue's minimum";
    public const string Denied = "risk denied it when it fired: ";
}
