using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads the answer of <c>/v1/orders/chance</c>.</summary>
internal static class UpbitChances
{
    private static readonly KeyTable Keys = new("bid_fee", "ask_fee", "maker_bid_fee", "maker_ask_fee", "market", "bid_account", "ask_account");
    private static readonly KeyTable MarketKeys = new("bid_types", "ask_types", "bid", "ask", "max_total", "state");
    private static readonly KeyTable SideKeys = new("min_total");

    private enum Key { BidFee, AskFee, MakerBidFee, MakerAskFee, Market, BidAccount, AskAccount }

    private enum MarketKey { BidTypes, AskTypes, Bid, Ask, MaxTotal, State }

    /// <summary>Null when a field is missing or unreadable; a maker's fee that is not told is the taker's.</summary>
    public static UpbitChance? TryRead(ReadOnlySpan<byte> json, Symbol symbol)
    {
        Span<UpbitSlot> slots = stackalloc UpbitSlot[Keys.Count];
        var chance = new JsonMembers(json, Keys, slots);
        if (FeeOf(chance, Key.BidFee) is not { } bidFee || FeeOf(chance, Key.AskFee) is not { } askFee
            || chance.Nested((int)Key.Market) is not [(byte)'{', ..] market
            || BalanceOf(chance.Nested((int)Key.BidAccount)) is not { } quote
            || BalanceOf(chance.Nested((int)Key.AskAccount)) is not { } coin)
            return null;
        Span<UpbitSlot> marketSlots = stackalloc UpbitSlot[MarketKeys.Count];
        var rules = new JsonMembers(market, MarketKeys, marketSlots);
        if (MinTotalOf(rules.Nested((int)MarketKey.Bid)) is not { } minBid
            || MinTotalOf(rules.Nested((int)MarketKey.Ask)) is not { } minAsk
            || !rules.TryMoney((int)MarketKey.MaxTotal, out Money maxTotal))
            return null;
        return new UpbitChance(
            symbol, bidFee, askFee, FeeOf(chance, Key.MakerBidFee) ?? bidFee, FeeOf(chance, Key.MakerAskFee) ?? askFee,
            TextsOf(rules.Nested((int)MarketKey.BidTypes)), TextsOf(rules.Nested((int)MarketKey.AskTypes)),
            minBid, minAsk, maxTotal, rules.Bytes((int)MarketKey.State).SequenceEqual("active"u8), quote, coin);
    }

    private static FeeRate? FeeOf(in JsonMembers chance, Key key)
    {
        // Fees of a fraction of one part per million, or above a tenth, are no fees of this venue.
        if (!UpbitValues.TryRatio(chance.Bytes((int)key), out decimal fraction) || fraction is < 0 or > 0.1m)
            return null;
        decimal parts = fraction * 1_000_000m;
        return decimal.Truncate(parts) == parts ? FeeRate.OfFraction(fraction) : null;
    }

    private static Money? MinTotalOf(ReadOnlySpan<byte> side)
    {
        if (side is not [(byte)'{', ..])
            return null;
        Span<UpbitSlot> slots = stackalloc UpbitSlot[SideKeys.Count];
        return new JsonMembers(side, SideKeys, slots).TryMoney(0, out Money total) ? total : null;
    }

    private static Balance? BalanceOf(ReadOnlySpan<byte> account) =>
        account is [(byte)'{', ..] ? UpbitAssets.TryReadBalance(account) : null;

    private static ValueList<string> TextsOf(ReadOnlySpan<byte> list)
    {
        List<string> texts = [];
        if (list is not [(byte)'[', ..])
            return ValueList<string>.Empty;
        var elements = new JsonElements(list);
        while (elements.TryNext(out ReadOnlySpan<byte> element))
        {
            if (element is [(byte)'"', .., (byte)'"'])
                texts.Add(Encoding.UTF8.GetString(element[1..^1]));
        }
        return ValueList<string>.Of(texts);
    }
}
