using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Receives what <see cref="UpbitFrames"/> finds. <c>venueTime</c> is the frame's own timestamp. Types without a body here are nobody's need but some sinks'.</summary>
internal interface IUpbitFrameSink
{
    void OnTrade(int symbol, in Trade trade, Timestamp venueTime);

    /// <summary>The state so far of a candle of that length.</summary>
    void OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime);

    void OnOrder(in UpbitOrderEvent order);

    void OnBook(int symbol, UpbitBook book)
    {
    }

    void OnTicker(int symbol, UpbitTicker ticker)
    {
    }

    void OnAssets(UpbitAssetEvent assets)
    {
    }

    void OnAnnouncement(UpbitAnnouncement announcement)
    {
    }

    void OnSubscriptions(UpbitSubscriptionList list)
    {
    }

    void OnError(string name, string message);

    /// <summary><c>{"status":"UP"}</c>.</summary>
    void OnStatus();
}

/// <summary>One event of one of the account's own orders; the fill fields are set when <paramref name="State"/> is <c>trade</c>.</summary>
internal readonly record struct UpbitOrderEvent(
    Symbol Symbol, string Uuid, string State, string? Identifier, Quantity? Executed, Timestamp VenueTime,
    string? TradeUuid, Price FillPrice, Quantity FillQuantity, Money? FillFee, bool IsMaker, Timestamp FillTime);
