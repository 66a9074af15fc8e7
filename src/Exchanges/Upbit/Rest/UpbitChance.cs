using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>What an account may do in a market now.</summary>
/// <param name="BidTypes">Order types for buying, such as <c>limit</c>, <c>price</c>, <c>best_ioc</c>.</param>
/// <param name="AskTypes">Order types for selling.</param>
/// <param name="MinTotalBid">The least value of a buy.</param>
/// <param name="MaxTotal">The greatest value of an order.</param>
/// <param name="IsActive">False while the market is closed.</param>
public sealed record UpbitChance(
    Symbol Symbol, FeeRate BidFee, FeeRate AskFee, FeeRate MakerBidFee, FeeRate MakerAskFee,
    ValueList<string> BidTypes, ValueList<string> AskTypes, Money MinTotalBid, Money MinTotalAsk, Money MaxTotal, bool IsActive,
    Balance Quote, Balance Base);
