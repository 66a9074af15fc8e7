using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Remembers the last difference between book and venue: one statement is taken at one moment, and two must agree.</summary>
internal sealed class StatementJudge
{
    private (Quantity Booked, Quantity Balance)? _last;
    private bool _isOpened;

    public Reconciliation Judge(ReconcilePosition asked, PositionBook book)
    {
        int unsettled = PositionDecider.FindUnsettled(book, asked.Statement).Count;
        (Quantity Booked, Quantity Balance) now = (book.TotalQuantity, asked.Statement.Balance);
        bool confirmed = unsettled == 0 && now.Booked != now.Balance && _last == now;
        _last = unsettled == 0 ? now : null;
        return new Reconciliation(unsettled, 0, now.Booked, now.Balance, confirmed, book.State, book.StateReason);
    }

    /// <summary>Only a settled book is set to a balance: what is under way may explain it yet.</summary>
    public IPositionCommand CommandFor(ReconcilePosition asked, Reconciliation found)
    {
        bool isOpening = !_isOpened;
        _isOpened |= found.Agrees || found.IsConfirmed;
        return asked.Accepts && found.Unsettled == 0
            ? new AcceptDifference(asked.Statement.Balance)
            : new ReconcileStatement(asked.Statement, found.IsConfirmed, isOpening);
    }

    public Reconciliation After(Reconciliation found, Decision decision, PositionBook book) => found with
    {
        Adopted = decision.Events.Count(e => e is ExternalOrderAdopted),
        Booked = book.TotalQuantity,
        State = book.State,
        StateReason = book.StateReason,
    };
}
