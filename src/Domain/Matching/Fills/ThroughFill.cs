namespace CoinPilot.Matching;

/// <summary>An order fills only when a trade goes through its price: whoever stood there before it is served by then.</summary>
public sealed class ThroughFill(int share) : FillModel(share)
{
    public override bool FillsAtTouch => false;
}
