using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>
/// Drives exchange and system through time together, from one moment at which something happens to the next: a timer that rings, a trade of the tape, a
/// candle that is final. Each is followed by quiet before the next, in the order in which a backtest has them. Runs on the caller's thread.
/// </summary>
internal sealed class LockStep(DrivenTime time, LocalExchange exchange, TurnstileMarket market, Quiet quiet)
{
    private static readonly TimeSpan Least = TimeSpan.FromMicroseconds(1);

    /// <summary>Passes the time up to <paramref name="end"/> while the tape stands still.</summary>
    public void Pass(Timestamp end)
    {
        Settle();
        while (time.Now < end)
        {
            time.MoveTo(Earliest(end, time.NextDue));
            Ring();
        }
    }

    /// <summary>Plays the tape up to <paramref name="end"/>; <paramref name="onMoment"/> hears of each moment before it begins.</summary>
    public void Play(Timestamp end, Action<Timestamp> onMoment)
    {
        while (time.Now < end)
        {
            Timestamp moment = Earliest(end, time.NextDue, exchange.NextTrade);
            onMoment(moment);
            time.MoveTo(moment);
            // What the venue publishes of the time before goes first: a minute's candle has its last state when the minute is over.
            exchange.Step(moment - Least);
            Settle();
            Ring();
            while (exchange.Step(moment))
                Settle();
            Settle();
        }
    }

    private void Ring()
    {
        while (time.RingNext())
            Settle();
    }

    private void Settle()
    {
        quiet.Await();
        while (market.Release())
            quiet.Await();
    }

    private Timestamp Earliest(Timestamp end, params ReadOnlySpan<Timestamp?> others)
    {
        foreach (Timestamp? other in others)
        {
            if (other is { } moment && moment < end)
                end = moment;
        }
        return end > time.Now ? end : time.Now;
    }
}
