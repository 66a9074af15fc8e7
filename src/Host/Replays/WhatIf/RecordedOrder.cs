using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>An order as it was sent, and what the venue made of it, by the journal.</summary>
internal sealed class RecordedOrder(OrderIntended intended)
{
    private readonly List<JournalEvent> _story = [];
    private Quantity _quantity = intended.Quantity;
    private Money _funds = intended.Funds;

    /// <summary>When it was first sent; none for one that never was.</summary>
    public Timestamp SentAt { get; private set; }

    /// <summary>When its end was asked for; none where it was not.</summary>
    public Timestamp WithdrawnAt { get; private set; }

    /// <summary>What the venue said, as it was journaled.</summary>
    public IReadOnlyList<JournalEvent> Story => _story;

    public bool IsTaken { get; set; }

    public Symbol Symbol => intended.Symbol;

    public void Take(JournalEvent recorded)
    {
        switch (recorded.Event)
        {
            case OrderResized e:
                (_quantity, _funds) = (e.Quantity, e.Funds);
                break;
            case OrderSubmitted when !SentAt.IsSet:
                SentAt = recorded.EventTime;
                break;
            case OrderCancelRequested e:
                WithdrawnAt = e.At;
                break;
            case OrderAccepted or OrderExecuted or OrderFilled or OrderCancelled or OrderRejected:
                _story.Add(recorded);
                break;
        }
    }

    public bool HasTermsOf(SubmitOrder m) => SentAt.IsSet && intended.Symbol == m.Symbol && intended.Side == m.Side && intended.Type == m.Type
        && intended.TimeInForce == m.TimeInForce && _quantity == m.Quantity && intended.Price == m.Price && _funds == m.Funds;
}
