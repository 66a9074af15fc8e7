using CoinPilot.Actors.Contract;
using CoinPilot.App.Journals;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>
/// An event as two legs can be held against each other by it: all of its fields, but for ids, times and the numbering of limits, which are each
/// leg's own (docs/parity.md). Null for events that only tell how messages travelled.
/// </summary>
internal static class ComparableEvents
{
    public static string? TextOf(JournalEvent recorded, string journalId, Symbol symbol) => Bare(recorded.Event) is { } bare
        ? $"{bare.GetType().Name} {JournalLine.WriteEvent(recorded with { Event = bare })}"
            .Replace($"{journalId}-{symbol.Code}-", $"{symbol.Code}-", StringComparison.Ordinal)
        : null;

    private static object? Bare(object @event) => @event switch
    {
        OrderIntended e => e with { At = Timestamp.None },
        OrderPermitted e => e with { At = Timestamp.None, Permission = e.Permission with { LimitsVersion = 0 } },
        OrderArmed e => e with { At = Timestamp.None },
        OrderTriggered e => e with { At = Timestamp.None },
        OrderCancelRequested e => e with { At = Timestamp.None },
        OrderExecuted e => e with { TradeId = "", VenueTime = Timestamp.None },
        OrderFilled e => e with { VenueTime = Timestamp.None },
        OrderCancelled e => e with { VenueTime = Timestamp.None },
        // A venue words its refusals in its own way.
        OrderRejected e => e with { Code = "", Message = "" },
        OrderSubmitted or OrderAccepted or OrderBecameUnknown or OrderReopened => null,
        SignalDenied e => e with { At = Timestamp.None, LimitsVersion = 0 },
        _ => @event,
    };
}
