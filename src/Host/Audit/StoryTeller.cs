using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Audit;

/// <summary>Tells every order's story from its events, oldest order first.</summary>
internal sealed class StoryTeller
{
    private readonly List<OrderStory> _stories = [];
    private readonly Dictionary<string, List<StoryStep>> _stepsOf = new(StringComparer.Ordinal);

    public IReadOnlyList<OrderStory> Stories => _stories;

    public void Take(JournalEvent recorded, IPositionEvent @event)
    {
        if (@event is OrderIntended intended)
            Begin(intended.ClientOrderId, Open(intended));
        else if (@event is ExternalOrderAdopted adopted && PositionActor.TryGetSymbol(recorded.EntityId, out Symbol symbol))
            Begin(adopted.ClientOrderId, Open(adopted, symbol));
        if (@event.ClientOrderId.Value is { } id && _stepsOf.TryGetValue(id, out List<StoryStep>? steps) && TextOf(@event) is { } text)
            steps.Add(new StoryStep(recorded.Sequence, recorded.EventTime.ToString(), recorded.EventTime.ToKstString(), text));
    }

    private void Begin(ClientOrderId id, OrderStory story)
    {
        List<StoryStep> steps = [];
        _stepsOf[id.Value] = steps;
        _stories.Add(story with { Steps = steps });
    }

    private static OrderStory Open(OrderIntended e) => new(
        e.ClientOrderId.Value, e.Symbol.Code, e.Strategy, e.Side.ToString(), e.Type.ToString(), AskedOf(e.Quantity, e.Price, e.Funds), e.Reason, []);

    private static OrderStory Open(ExternalOrderAdopted e, Symbol symbol) => new(
        e.ClientOrderId.Value, symbol.Code, Holder.External, e.Side.ToString(), e.Type.ToString(), AskedOf(e.Quantity, e.Price, e.Funds), "", []);

    private static string AskedOf(Quantity quantity, Price price, Money funds) =>
        quantity.IsZero ? $"{funds} KRW" : price.IsSet ? $"{quantity} at {price}" : quantity.ToString();

    private static string? TextOf(IPositionEvent @event) => @event switch
    {
        OrderIntended e => IntentOf(e),
        OrderPermitted e => e.Permission.ToString(),
        OrderConditioned e => ConditionsOf(e.Conditions),
        OrderArmed => "waits for its trigger",
        TrailAdvanced e => $"its stop follows {e.Best}",
        OrderTriggered e => $"triggered by {e.Price}",
        OrderResized e => e.Quantity.IsZero ? $"now for {e.Funds} KRW" : $"now for {e.Quantity}",
        OrderSubmitted => "sent",
        OrderAccepted e => $"accepted by the exchange as {e.VenueOrderId}",
        OrderBecameUnknown e => $"in doubt: {e.Cause}",
        OrderExecuted e => $"{e.Quantity} filled at {e.Price} as {(e.Liquidity == LiquiditySide.Maker ? "maker" : "taker")}, fee {e.Fee}, trade {e.TradeId}",
        OrderFilled => "ended filled",
        OrderCancelRequested e => $"withdrawn: {e.Reason}",
        OrderCancelled => "ended cancelled",
        OrderRejected e => $"ended rejected: {e.Code} {e.Message}".TrimEnd(),
        OrderReopened => "found at the exchange after all",
        ExternalOrderAdopted e => $"found at the exchange as {e.VenueOrderId}: not ours",
        _ => null,
    };

    private static string IntentOf(OrderIntended e)
    {
        string price = e.ReferencePrice.IsSet ? $", decided at a price of {e.ReferencePrice}" : "";
        string because = e.Because.Count > 0 ? $", because {string.Join("; ", e.Because)}" : "";
        return $"intended{price}{because}";
    }

    private static string ConditionsOf(OrderConditions c)
    {
        List<string> parts = [];
        if (c.Tag.Length > 0)
            parts.Add($"tag {c.Tag}");
        if (c.Trigger.IsSet)
            parts.Add(c.Trigger.Kind == TriggerKind.TrailingStop ? $"trailing stop, {c.Trigger.TrailBps / 100m} %" : $"{c.Trigger.Kind} at {c.Trigger.Price}");
        if (c.Bracket.IsSet)
            parts.Add($"guarded by a stop at {c.Bracket.Stop.Price} and a target at {c.Bracket.Target.Price}");
        if (c.ExpiresAt.IsSet)
            parts.Add($"good till {c.ExpiresAt}");
        if (c.EscalatesAfter > TimeSpan.Zero)
            parts.Add($"at market after {c.EscalatesAfter.TotalSeconds:F0} s");
        if (c.Group.Length > 0)
            parts.Add($"group {c.Group}");
        if (c.ReduceOnly)
            parts.Add("reduces only");
        if (c.Parent != ClientOrderId.None)
            parts.Add($"guards {c.Parent}");
        if (c.Replaces != ClientOrderId.None)
            parts.Add($"takes the place of {c.Replaces}");
        return string.Join(", ", parts);
    }
}
