using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What to do about a venue's reply: a command for the position, and whether to ask or send again after a while.</summary>
internal readonly record struct FollowUp(IPositionCommand? Command, TimeSpan? LookUpAfter, TimeSpan? ResendAfter);

/// <summary>
/// Settles orders whose fate is open. An order that the venue may have is looked up until its own record is known;
/// one that it has not is sent again under the same id while that is still what was decided. It is given up as never reached, or as refused,
/// only once no request of it can still be under way.
/// </summary>
internal sealed class OrderFollowUp
{
    public const string NoAccount = "POSITION_NO_ACCOUNT";
    public const string PermissionExpired = "POSITION_PERMISSION_EXPIRED";

    /// <summary>How long an order may take from risk's word to the journal.</summary>
    public static readonly TimeSpan PermissionLife = TimeSpan.FromMinutes(1);

    /// <summary>How old an entry may be and still be sent again; an exit always may.</summary>
    public static readonly TimeSpan EntryLife = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long journaling may take for the order to be sent still. A process that stood still meanwhile may have lost the symbol to another,
    /// which gives an order up after <see cref="Settling"/> at the earliest.
    /// </summary>
    public static readonly TimeSpan SendLife = TimeSpan.FromSeconds(20);

    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    /// <summary>Longer than <see cref="SendLife"/>, clocks that disagree, and a request that the venue takes long to look at.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(90);

    /// <summary>Heartbeats without a word of an open order until it is looked up.</summary>
    private const int MostSilentBeats = 6;

    private readonly Dictionary<ClientOrderId, OrderPursuit> _pursuits = [];

    public void NoteSent(ClientOrderId id)
    {
        OrderPursuit pursuit = Of(id);
        pursuit.Sends++;
        pursuit.GivingUp = GivingUp.No;
    }

    /// <summary>Its resend is due.</summary>
    public void NoteResend(ClientOrderId id) => Of(id).IsScheduled = false;

    /// <summary>Its look-up is due: what the venue says to it is final where the wait was for that.</summary>
    public void NoteLookUp(ClientOrderId id)
    {
        OrderPursuit pursuit = Of(id);
        pursuit.IsScheduled = false;
        if (pursuit.GivingUp == GivingUp.Waiting)
            pursuit.GivingUp = GivingUp.Certain;
    }

    /// <summary>Counts a heartbeat; true when nothing is scheduled for the order and it has been silent for so long that it is to be looked up.</summary>
    public bool IsTooSilent(ClientOrderId id)
    {
        OrderPursuit pursuit = Of(id);
        if (pursuit.IsScheduled || ++pursuit.SilentBeats < MostSilentBeats)
            return false;
        pursuit.SilentBeats = 0;
        return true;
    }

    public FollowUp On(IExecutionReply reply, Order order, Timestamp now)
    {
        OrderPursuit pursuit = Of(order.Id);
        pursuit.SilentBeats = 0;
        return reply switch
        {
            // Closed, and yet open here: fills are missing, and are looked up. Open, and yet withdrawn: it is asked to cancel again.
            ExecutionReport r => new FollowUp(
                CommandOf(r), r.State == ReportedState.Closed || order.CancelReason.Length > 0 ? NextWait(pursuit) : null, null),
            _ when pursuit.GivingUp == GivingUp.Waiting => default,
            SubmitRejected r => OnRejected(r, pursuit),
            SubmitAmbiguous r => new FollowUp(new RecordAmbiguity(r.ClientOrderId, r.Cause), NextWait(pursuit), null),
            LookUpFailed => new FollowUp(null, NextWait(pursuit), null),
            OrderNotFound when order.VenueOrderId.Length > 0 => new FollowUp(null, NextWait(pursuit), null),
            OrderNotFound => OnMissing(order, pursuit, now),
            SubmitNotSent r => OnNotSent(r, order, pursuit, now),
            _ => throw new InvalidOperationException($"unknown venue reply {reply.GetType().Name}"),
        };
    }

    /// <summary>True while the order is still what was decided.</summary>
    public bool MaySendAgain(Order order, Timestamp now) => MaySendAgain(order, Of(order.Id), now);

    public void Forget(ClientOrderId id) => _pursuits.Remove(id);

    // The refusal of the only request is final; one of several says nothing of the others.
    private static FollowUp OnRejected(SubmitRejected r, OrderPursuit pursuit)
    {
        if (pursuit.Sends == 1)
            return new FollowUp(new RecordRejection(r.ClientOrderId, r.Code, r.Message), null, null);
        pursuit.Refusal = r;
        return WaitForAll(pursuit);
    }

    private static FollowUp OnNotSent(SubmitNotSent r, Order order, OrderPursuit pursuit, Timestamp now)
    {
        if (MaySendAgain(order, pursuit, now))
            return new FollowUp(null, null, NextWait(pursuit));
        return pursuit.Sends == 1
            ? new FollowUp(new RecordRejection(order.Id, OrderRejected.NotSent, r.Cause), null, null)
            : WaitForAll(pursuit);
    }

    private static FollowUp OnMissing(Order order, OrderPursuit pursuit, Timestamp now)
    {
        if (MaySendAgain(order, pursuit, now))
            return new FollowUp(null, null, NextWait(pursuit));
        if (pursuit.GivingUp != GivingUp.Certain)
            return WaitForAll(pursuit);
        RecordRejection rejection = pursuit.Refusal is { } r
            ? new RecordRejection(order.Id, r.Code, r.Message)
            : new RecordRejection(order.Id, OrderRejected.NeverReached, "the venue has no record of it");
        return new FollowUp(rejection, null, null);
    }

    private static bool MaySendAgain(Order order, OrderPursuit pursuit, Timestamp now) =>
        order.CancelReason.Length == 0 && pursuit.Refusal is null && (order.Side == OrderSide.Sell || now - order.DecidedAt <= EntryLife);

    private static FollowUp WaitForAll(OrderPursuit pursuit)
    {
        pursuit.IsScheduled = true;
        pursuit.GivingUp = GivingUp.Waiting;
        return new FollowUp(null, Settling, null);
    }

    private static TimeSpan? NextWait(OrderPursuit pursuit)
    {
        if (pursuit.IsScheduled)
            return null;
        pursuit.IsScheduled = true;
        TimeSpan wait = pursuit.Wait == TimeSpan.Zero ? FirstRetry : pursuit.Wait * 2;
        return pursuit.Wait = wait < LongestRetry ? wait : LongestRetry;
    }

    private OrderPursuit Of(ClientOrderId id)
    {
        if (!_pursuits.TryGetValue(id, out OrderPursuit? pursuit))
            _pursuits.Add(id, pursuit = new OrderPursuit());
        return pursuit;
    }

    private static RecordReport CommandOf(ExecutionReport r) =>
        new(r.ClientOrderId, r.VenueOrderId, r.State == ReportedState.Closed, r.Executed, r.Fills, r.VenueTime);
}
