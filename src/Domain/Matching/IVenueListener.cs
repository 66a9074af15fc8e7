using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>Hears of every change of an order, in the order of events. Must not call back into the core.</summary>
public interface IVenueListener
{
    /// <summary>
    /// Once per change: accepted (waiting, no fill), each fill (still waiting, with <paramref name="fill"/>), then done or cancelled (no fill).
    /// </summary>
    void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time);

    /// <summary>A part of the order was taken off lest it trade with its own account; its end, if that was all of it, is told after.</summary>
    void OnPrevented(VenueOrder order, Timestamp time)
    {
    }
}
