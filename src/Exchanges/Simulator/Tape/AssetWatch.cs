using CoinPilot.Matching;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Knows what was last told of the account, and so what has changed since.</summary>
internal sealed class AssetWatch
{
    private readonly VenueCore _core;
    private readonly Dictionary<string, AssetChange> _told = new(StringComparer.Ordinal);

    public AssetWatch(VenueCore core)
    {
        _core = core;
        Note(Cash());
        foreach (VenueMarket market in core.Markets)
            Note(Coins(market));
    }

    /// <summary>KRW and the market's currency, as far as they differ from what was told; now they are told.</summary>
    public IReadOnlyList<AssetChange> TakeChanges(VenueMarket market) => [.. new[] { Cash(), Coins(market) }.Where(Note)];

    private bool Note(AssetChange asset)
    {
        if (_told.TryGetValue(asset.Currency, out AssetChange known) && known == asset)
            return false;
        _told[asset.Currency] = asset;
        return true;
    }

    private AssetChange Cash() => new("KRW", _core.FreeCash.Units, _core.LockedCash.Units);

    private static AssetChange Coins(VenueMarket market) => new(market.Symbol.Base, market.Free.Units, market.Locked.Units);
}
