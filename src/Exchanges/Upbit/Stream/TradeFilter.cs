namespace CoinPilot.Exchanges.Upbit;

/// <summary>Where a trade stands among those of its symbol.</summary>
internal enum TradePlace : byte { Next, Duplicate, OutOfOrder }

/// <summary>
/// Lets each symbol's trades pass in rising order of the venue's sequence number. A number seen last is a duplicate (each reconnect begins with one),
/// a lower one is out of order; both are dropped and counted, for a strategy must never see its price go back in time.
/// </summary>
internal sealed class TradeFilter(int symbols, UpbitCounters counters)
{
    private readonly long[] _last = new long[symbols];

    public TradePlace Place(int symbol, long sequentialId)
    {
        long last = _last[symbol];
        if (sequentialId > last)
        {
            _last[symbol] = sequentialId;
            return TradePlace.Next;
        }
        counters.Add(sequentialId == last ? UpbitCount.DuplicateTrades : UpbitCount.OutOfOrderTrades);
        return sequentialId == last ? TradePlace.Duplicate : TradePlace.OutOfOrder;
    }
}
