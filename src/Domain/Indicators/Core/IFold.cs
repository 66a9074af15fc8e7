namespace CoinPilot.Indicators;

/// <summary>What is known of a run of values; two runs that follow each other merge into one.</summary>
internal interface IFold<TSelf, in TValue>
    where TSelf : struct, IFold<TSelf, TValue>
{
    /// <summary>A run of one value.</summary>
    static abstract TSelf Of(TValue value);

    /// <summary>The two as one run.</summary>
    static abstract TSelf Merge(in TSelf older, in TSelf newer);
}
