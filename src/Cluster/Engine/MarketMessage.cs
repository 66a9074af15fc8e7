using CoinPilot.MarketData;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Market data in one of Akka's mailboxes, which hold objects alone: one small allocation an event, made by the sender and dropped
/// by the receiver. A mailbox beyond its limit conflates trades by taking the older one's turn away.
/// </summary>
internal sealed class MarketMessage(in MarketEvent market)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Conflated = 2;

    private readonly MarketEvent _market = market;
    private int _turn;

    public ref readonly MarketEvent Market => ref _market;

    public bool IsTrade => _market.Kind == MarketEventKind.Trade;

    /// <summary>False when a newer trade took this one's place.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _turn, Taken, Waiting) == Waiting;

    /// <summary>False when it was taken already.</summary>
    public bool TryConflate() => Interlocked.CompareExchange(ref _turn, Conflated, Waiting) == Waiting;
}
