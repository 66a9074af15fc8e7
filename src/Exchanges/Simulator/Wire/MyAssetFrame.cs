using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What the account has of a currency, free and locked, in units of 1e-8.</summary>
internal readonly record struct AssetChange(string Currency, Int128 Free, Int128 Locked);

/// <summary>The private stream's message about the currencies that changed: what there is of them now.</summary>
internal static class MyAssetFrame
{
    public static byte[] Write(FrameWriter frame, WireFormat format, string id, IReadOnlyList<AssetChange> assets, Timestamp time)
    {
        frame.Begin(format).Text(Fields.Type, "myAsset").Text(Fields.AssetUuid, id).BeginArray(Fields.Assets);
        foreach (AssetChange asset in assets)
        {
            frame.BeginItem().Text(Fields.Currency, asset.Currency)
                .Amount(Fields.Balance, asset.Free).Amount(Fields.Locked, asset.Locked).EndItem();
        }
        return frame.EndArray().Integer(Fields.AssetTimestamp, time.UnixMillis).Stamp(time.UnixMillis)
            .Text(Fields.StreamType, MarketFrames.NameOf(StreamType.Realtime)).End();
    }
}
