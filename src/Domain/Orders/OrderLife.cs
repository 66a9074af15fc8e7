namespace CoinPilot.Orders;

/// <summary>What can happen to an order; each has an event.</summary>
public enum OrderStep : byte
{
    Arm, AdvanceTrail, Trigger, Resize, Permit, Submit, Accept, Doubt, Execute, Fill, Cancel, Reject, RequestCancel, Reopen,
}

/// <summary>The state machine of an order: every transition that there is. All others are refused by name.</summary>
public static class OrderLife
{
    /// <summary>The status that <paramref name="step"/> leads to, or null when it is not possible in <paramref name="from"/>.</summary>
    public static OrderStatus? Next(OrderStatus from, OrderStep step) => from switch
    {
        OrderStatus.New => step switch
        {
            OrderStep.Permit => from,
            OrderStep.Arm => OrderStatus.Armed,
            OrderStep.Submit => OrderStatus.Submitted,
            _ => null,
        },
        OrderStatus.Armed => step switch
        {
            OrderStep.AdvanceTrail or OrderStep.Resize or OrderStep.RequestCancel => from,
            OrderStep.Trigger => OrderStatus.Triggered,
            OrderStep.Cancel => OrderStatus.Cancelled,
            _ => null,
        },
        OrderStatus.Triggered => step switch
        {
            OrderStep.Resize or OrderStep.Permit or OrderStep.RequestCancel => from,
            OrderStep.Submit => OrderStatus.Submitted,
            OrderStep.Cancel => OrderStatus.Cancelled,
            _ => null,
        },
        OrderStatus.Submitted or OrderStatus.Unknown => OfInDoubt(from, step),
        OrderStatus.Open or OrderStatus.PartiallyFilled => OfKnown(from, step),
        OrderStatus.Rejected when step == OrderStep.Reopen => OrderStatus.Unknown,
        _ => null,
    };

    /// <summary>The stable name of a refusal: <c>ORDER_FILLED_REFUSES_SUBMIT</c>.</summary>
    public static string RefusalOf(OrderStatus from, OrderStep step) => $"ORDER_{from}_REFUSES_{step}".ToUpperInvariant();

    // Again and again until the venue is known to have it: every sending is journaled first.
    private static OrderStatus? OfInDoubt(OrderStatus from, OrderStep step) => step switch
    {
        OrderStep.Submit => OrderStatus.Submitted,
        OrderStep.Accept => OrderStatus.Open,
        OrderStep.Doubt when from == OrderStatus.Submitted => OrderStatus.Unknown,
        OrderStep.Execute => OrderStatus.PartiallyFilled,
        OrderStep.Cancel => OrderStatus.Cancelled,
        OrderStep.Reject => OrderStatus.Rejected,
        OrderStep.Resize or OrderStep.RequestCancel => from,
        _ => null,
    };

    // Once the venue is known to have an order, it can be neither doubted nor rejected.
    private static OrderStatus? OfKnown(OrderStatus from, OrderStep step) => step switch
    {
        OrderStep.Accept when from == OrderStatus.PartiallyFilled => from,
        OrderStep.Execute => OrderStatus.PartiallyFilled,
        OrderStep.Fill when from == OrderStatus.PartiallyFilled => OrderStatus.Filled,
        OrderStep.Cancel => OrderStatus.Cancelled,
        OrderStep.Resize or OrderStep.RequestCancel => from,
        _ => null,
    };
}
