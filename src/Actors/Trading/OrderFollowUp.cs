using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What to do about a venue's reply: a command for the position, and whether to ask or send again after a while.</summary>
internal readonly record struct FollowUp(IPositionCommand? Command, TimeSpan? LookUpAfter, TimeSpan? ResendAfter);

/// <summary>
/// Settles orders whose fate is open. An order that the venue may have is looked up until its own record is known;
/// one that it has not is sent again under the same id while that is still what was decided, and given up as never reached after that.
/// </summary>
internal sealed class OrderFollowUp
{
    public const string NoAccount = "POSITION_NO_ACCOUNT";
    public const string PermissionExpired = "POSITION_PERMISSION_EXPIRED";

    /// <summary>How long an order may take from risk's word to the journal.</summary>
    public static readonly TimeSpan PermissionLife = TimeSpan.FromMinutes(1);

    /// <summary>How old an entry may be and still be sent again; an exit always may.</summary>
    public static readonly TimeSpan EntryLife = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ClientOrderId, TimeSpan> _waits = [];
    private readonly HashSet<ClientOrderId> _abandoned = [];

    public FollowUp On(IExecutionReply reply, Order order, Timestamp now) => reply switch
    {
        // Open: the report that closes it may get lost on its way. Closed, and yet open here: fills are missing.
        ExecutionReport r => new FollowUp(CommandOf(r), r.State == ReportedState.Open ? LongestRetry : NextWait(order.Id), null),
        SubmitRejected r => new FollowUp(new RecordRejection(r.ClientOrderId, r.Code, r.Message), null, null),
        SubmitAmbiguous r => new FollowUp(new RecordAmbiguity(r.ClientOrderId, r.Cause), NextWait(order.Id), null),
        LookUpFailed => new FollowUp(null, NextWait(order.Id), null),
        OrderNotFound when order.VenueOrderId.Length > 0 => new FollowUp(null, NextWait(order.Id), null),
        OrderNotFound => OnMissing(order, OrderRejected.NeverReached, "the venue has no record of it", now),
        SubmitNotSent r => OnMissing(order, OrderRejected.NotSent, r.Cause, now),
        _ => throw new InvalidOperationException($"unknown venue reply {reply.GetType().Name}"),
    };

    public void Forget(ClientOrderId id)
    {
        _waits.Remove(id);
        _abandoned.Remove(id);
    }

    /// <summary>An entry that nobody wants any more is not sent again; it is asked for until the venue can no longer come to have it.</summary>
    public void Abandon(ClientOrderId id) => _abandoned.Add(id);

    // An entry is judged by its age when it would leave, not by its age now: the wait can be half its life.
    private FollowUp OnMissing(Order order, string code, string cause, Timestamp now)
    {
        TimeSpan wait = NextWait(order.Id);
        if (order.Side == OrderSide.Buy && now + wait - order.IntendedAt > EntryLife)
            return new FollowUp(new RecordRejection(order.Id, code, cause), null, null);
        return _abandoned.Contains(order.Id) ? new FollowUp(null, wait, null) : new FollowUp(null, null, wait);
    }

    private TimeSpan NextWait(ClientOrderId id)
    {
        TimeSpan wait = _waits.TryGetValue(id, out TimeSpan last) ? last * 2 : FirstRetry;
        _waits[id] = wait < LongestRetry ? wait : LongestRetry;
        return _waits[id];
    }

    private static RecordReport CommandOf(ExecutionReport r) =>
        new(r.ClientOrderId, r.VenueOrderId, r.State == ReportedState.Closed, r.Executed, r.Fills, r.VenueTime);
}
