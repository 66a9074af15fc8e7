namespace CoinPilot.Matching;

/// <summary>An order fills as soon as a trade has its price, as if nobody stood before it: more than a venue gives.</summary>
public sealed class TouchFill(int share) : FillModel(share)
{
    public override bool FillsAtTouch => true;
}
