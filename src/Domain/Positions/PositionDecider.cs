using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>
/// Decides what a command changes. Pure: the same state, command and context give the same decision.
/// Throws <see cref="InvalidOperationException"/> for an unknown command and for a report of more than was ordered.
/// </summary>
public static class PositionDecider
{
    public const string NothingToSell = "POSITION_NOTHING_TO_SELL";
    public const string EmptyOrder = "POSITION_EMPTY_ORDER";
    public const string UnknownOrder = "POSITION_UNKNOWN_ORDER";
    public const string TermsInvalid = "POSITION_TERMS_INVALID";
    public const string TagTaken = "POSITION_TAG_TAKEN";
    public const string OrderOpen = "POSITION_ORDER_OPEN";
    public const string Reducing = "POSITION_REDUCING";
    public const string AmendsToMore = "POSITION_AMENDS_TO_MORE";
    public const string NotDust = "POSITION_NOT_DUST";

    public static Decision Decide(PositionBook book, IPositionCommand command, in DecideContext context) => command switch
    {
        IntendOrder c => IntentDecider.Intend(book, c, context),
        AmendOrder c => IntentDecider.Amend(book, c, context),
        WithdrawOrders c => IntentDecider.Withdraw(book, c, context),
        RecordReport c => ReportDecider.Report(book, c, context),
        RecordRejection c => ReportDecider.Reject(book, c, context),
        RecordAmbiguity c => ReportDecider.Doubt(book, c),
        ObservePrice c => TriggerDecider.Observe(book, c.Price, context),
        ObserveCandles c => MissedPrices.Observe(book, c.Candles, context),
        ReleaseEntry c => TriggerDecider.Release(book, c, context),
        RefuseEntry c => TriggerDecider.Refuse(book, c, context),
        PassTime => TriggerDecider.PassTime(book, context),
        SetDustAside c => HoldingDecider.SetDustAside(book, c, context),
        ReconcileStatement c => ReconcileDecider.Reconcile(book, c, context),
        AcceptDifference c => ReconcileDecider.Accept(book, c, context),
        _ => throw new InvalidOperationException($"unknown position command {command.GetType().Name}"),
    };

    /// <summary>The orders of which the venue's statement tells something that is not booked: they are to be looked up.</summary>
    public static IReadOnlyList<ClientOrderId> FindUnsettled(PositionBook book, VenueStatement statement) => ReconcileDecider.FindUnsettled(book, statement);

    /// <summary>What the rest of a buy would spend more at that price, without fee; zero where it would spend less.</summary>
    public static Money ExtraFunds(Order old, Price price) => IntentDecider.ExtraFunds(old, price);

    /// <summary>The next time at which <see cref="Positions.PassTime"/> changes something; none when there is none.</summary>
    public static Timestamp NextDeadline(PositionBook book) => TriggerDecider.NextDeadline(book);
}
