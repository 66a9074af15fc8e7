using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Balances that changed, as they are now; currencies that did not are left out.</summary>
internal sealed record UpbitAssetEvent(ValueList<Balance> Balances, Timestamp AssetTime, Timestamp VenueTime);

/// <summary>Reads the private socket's <c>myAsset</c>.</summary>
internal static class UpbitAssets
{
    private static readonly KeyTable Keys = new("assets ast", "asset_timestamp asttms", "timestamp tms");
    private static readonly KeyTable AssetKeys = new("currency cu", "balance b", "locked l");

    private enum Key { Assets, AssetTime, Time }

    private enum AssetKey { Currency, Balance, Locked }

    /// <summary>Null when any field is missing or unreadable. Throws <see cref="System.Text.Json.JsonException"/> for no object.</summary>
    public static UpbitAssetEvent? TryRead(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var members = new JsonMembers(json, Keys, slots);
        if (!members.TryMillis((int)Key.AssetTime, out Timestamp assetTime)
            || !members.TryMillis((int)Key.Time, out Timestamp time)
            || members.Nested((int)Key.Assets) is not [(byte)'[', ..] list
            || TryReadBalances(list) is not { } balances)
            return null;
        return new UpbitAssetEvent(balances, assetTime, time);
    }

    /// <summary>A list of balances, of a frame or of a REST answer; null when anything in it is unreadable: half an account is none.</summary>
    public static ValueList<Balance>? TryReadBalances(ReadOnlySpan<byte> json)
    {
        List<Balance> balances = [];
        var elements = new JsonElements(json);
        while (elements.TryNext(out ReadOnlySpan<byte> element))
        {
            if (element is not [(byte)'{', ..] || TryReadBalance(element) is not { } balance)
                return null;
            balances.Add(balance);
        }
        return ValueList<Balance>.Of(balances);
    }

    /// <inheritdoc cref="TryReadBalances"/>
    public static Balance? TryReadBalance(ReadOnlySpan<byte> json)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[AssetKeys.Count];
        var members = new JsonMembers(json, AssetKeys, slots);
        return members.Text((int)AssetKey.Currency) is { Length: > 0 } currency
            && members.TryMoney((int)AssetKey.Balance, out Money free)
            && members.TryMoney((int)AssetKey.Locked, out Money locked)
            ? new Balance(currency, free, locked)
            : null;
    }
}
