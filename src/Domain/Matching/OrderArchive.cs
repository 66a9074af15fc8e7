namespace CoinPilot.Matching;

/// <summary>Finds orders by either id; forgets the oldest finished ones when told to keep only some. An identifier stays taken for ever.</summary>
internal sealed class OrderArchive(int? finishedKept)
{
    private readonly Dictionary<string, OpenOrder> _byVenueId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenOrder?> _byIdentifier = new(StringComparer.Ordinal);
    private readonly Queue<OpenOrder> _finished = [];

    /// <summary>Orders that have not ended, in the order in which they were placed.</summary>
    public IReadOnlyList<OpenOrder> Waiting =>
        [.. _byVenueId.Values.Where(o => o.Order.State == VenueOrderState.Waiting).OrderBy(o => o.Sequence)];

    public bool IsTaken(string identifier) => identifier.Length > 0 && _byIdentifier.ContainsKey(identifier);

    public OpenOrder? Find(string venueOrderId) => _byVenueId.GetValueOrDefault(venueOrderId);

    public OpenOrder? FindByIdentifier(string identifier) => _byIdentifier.GetValueOrDefault(identifier);

    public void Add(OpenOrder order)
    {
        _byVenueId.Add(order.Order.VenueOrderId, order);
        if (order.Order.Request.Identifier.Length > 0)
            _byIdentifier.Add(order.Order.Request.Identifier, order);
    }

    public void NoteFinished(OpenOrder order)
    {
        if (finishedKept is not { } kept)
            return;
        _finished.Enqueue(order);
        while (_finished.Count > kept)
            Forget(_finished.Dequeue().Order);
    }

    private void Forget(VenueOrder order)
    {
        _byVenueId.Remove(order.VenueOrderId);
        if (order.Request.Identifier.Length > 0)
            _byIdentifier[order.Request.Identifier] = null;
    }
}
