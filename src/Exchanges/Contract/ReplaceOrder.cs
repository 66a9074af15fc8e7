using CoinPilot.Actors.Trading;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges;

/// <summary>
/// Puts <paramref name="Next"/>, of the same market and side and with an id of its own, in the place of an open order. Its quantity is what the
/// old one leaves by our books; where more of that is filled meanwhile the venue makes it smaller.
/// </summary>
public sealed record ReplaceOrder(ClientOrderId Previous, SubmitOrder Next);

/// <summary>What a venue said of both orders; each is to be treated like the reply to a cancel and to a submit.</summary>
public sealed record ReplaceReply(IExecutionReply Previous, IExecutionReply Next);
