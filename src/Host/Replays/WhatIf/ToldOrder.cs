using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>A sent order whose answers are the recorded ones, and how many of them have been told.</summary>
internal sealed class ToldOrder(ClientOrderId id, RecordedOrder recorded, Timestamp sentAt)
{
    private readonly List<ReportedFill> _fills = [];
    private int _told;
    private string _venueOrderId = "";
    private bool _isClosed;

    /// <summary>When the next answer comes, which is when it came; null when none does.</summary>
    public Timestamp? NextDue => _isClosed || _told == recorded.Story.Count ? null : Later(recorded.Story[_told].EventTime, sentAt);

    public bool IsOpen => !_isClosed;

    public IExecutionReply TellNext(Timestamp now)
    {
        switch (recorded.Story[_told++].Event)
        {
            case OrderAccepted e:
                _venueOrderId = e.VenueOrderId;
                break;
            case OrderExecuted e:
                _fills.Add(new ReportedFill(e.TradeId, e.Price, e.Quantity, e.Fee, e.Liquidity, e.VenueTime));
                break;
            case OrderRejected e:
                _isClosed = true;
                return new SubmitRejected(id, recorded.Symbol, e.Code, e.Message);
            default:
                _isClosed = true;
                break;
        }
        return Report(now);
    }

    /// <summary>How it stands.</summary>
    public IExecutionReply Report(Timestamp now) => new ExecutionReport(
        id, recorded.Symbol, _venueOrderId.Length > 0 ? _venueOrderId : $"recorded-{id.Value}", _isClosed ? ReportedState.Closed : ReportedState.Open,
        _fills.Aggregate(Quantity.Zero, static (sum, f) => sum + f.Quantity), [.. _fills], now);

    /// <summary>It is to end now: at once, unless it was withdrawn about then as well and its end is recorded.</summary>
    public IExecutionReply Cancel(Timestamp now)
    {
        _isClosed |= !recorded.WithdrawnAt.IsSet || (recorded.WithdrawnAt - now).Duration() > RecordedOrders.Tolerance;
        return Report(now);
    }

    private static Timestamp Later(Timestamp a, Timestamp b) => a > b ? a : b;
}
