using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>
/// Follows every entry: asked for, granted, allowed by risk, journaled, sent. Each stage must follow from the one before, within its time limit
/// by the clock of its node, and one grant makes one entry.
/// </summary>
internal sealed class EntryTrail(SimWorld world, InvariantWatch watch)
{
    private const string Rule = "every entry has its grant";

    /// <summary>How long an intent waits for risk's word.</summary>
    private static readonly TimeSpan AskLife = TimeSpan.FromSeconds(30);

    /// <summary>How long risk's word is good for.</summary>
    private static readonly TimeSpan PermissionLife = TimeSpan.FromSeconds(60);

    /// <summary>How long after its decision an entry may be sent for the last time: a minute, and what one journal write may take.</summary>
    private static readonly TimeSpan SubmitLife = TimeSpan.FromSeconds(60 + 20);

    /// <summary>By how much a node's clock may jump back, so that what it waits for lasts longer.</summary>
    private static readonly TimeSpan LargestJump = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _ofReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timestamp> _intendedAt = new(StringComparer.Ordinal);
    private readonly List<Entry> _unfinished = [];

    public void OnAsked(ReserveExposure reserve, int process, Timestamp now)
    {
        Entry entry = new(reserve.Symbol, process, now, world.Clock.Now);
        _entries.Add(reserve.ReservationId, entry);
        _unfinished.Add(entry);
    }

    /// <summary>What was asked for under that id, or null.</summary>
    public Entry? Find(string reservationId) => _entries.GetValueOrDefault(reservationId);

    /// <summary>The asker, or the position after it, has no use for it any more.</summary>
    public void OnGivenBack(string reservationId)
    {
        if (Find(reservationId) is { } entry)
            GiveBack(entry);
    }

    public void OnAllowed(PlaceOrder place, Timestamp now)
    {
        if (Find(place.ReservationId) is not { IsGranted: true, IsGivenBack: false } entry)
            watch.Fail(Rule, $"{place.Order.Reason} is allowed without one");
        else if (entry.AllowedAt != Timestamp.None)
            watch.Fail(Rule, $"{place.Order.Reason} is allowed by one that was used before");
        else if (now - entry.AskedAt > AskLife)
            watch.Fail(Rule, $"{place.Order.Reason} is allowed at {now}, asked for at {entry.AskedAt}");
        else
        {
            entry.AllowedAt = now;
            entry.Since = world.Clock.Now;
            _ofReason[place.Order.Reason] = entry;
        }
    }

    /// <summary>An entry is in the journal, as that event of its symbol.</summary>
    public void OnIntended(OrderIntended intended, long sequence)
    {
        if (!_ofReason.TryGetValue(intended.Reason, out Entry? entry) || entry.IsGivenBack || entry.Symbol != intended.Symbol)
            watch.Fail(Rule, $"{intended.ClientOrderId} has none");
        else if (entry.Sequence > 0)
            watch.Fail(Rule, $"{intended.ClientOrderId} has one that was used before");
        else if (entry.Funds != intended.Funds)
            watch.Fail("no limit exceeded", $"{intended.ClientOrderId} spends {intended.Funds} where {entry.Funds} were granted");
        else if (intended.At - entry.AllowedAt > PermissionLife)
            watch.Fail(Rule, $"{intended.ClientOrderId} is decided at {intended.At}, allowed at {entry.AllowedAt}");
        else
        {
            entry.Sequence = sequence;
            entry.OrderId = intended.ClientOrderId;
            _intendedAt[intended.ClientOrderId.Value] = intended.At;
        }
    }

    /// <summary>An entry is about to be sent to the exchange.</summary>
    public void OnSubmit(SubmitOrder submit, Timestamp now)
    {
        if (_intendedAt.TryGetValue(submit.ClientOrderId.Value, out Timestamp at) && now - at > SubmitLife)
            watch.Fail("no entry while halted", $"{submit.ClientOrderId} is sent at {now}, decided at {at}");
    }

    /// <summary>What the process asked for and did not use, nobody can use any more.</summary>
    public void OnProcessEnd(int process)
    {
        foreach (Entry entry in _unfinished.Where(e => e.Process == process).ToList())
            GiveBack(entry);
    }

    /// <summary>What was granted and is, or may still become, an order of which the portfolio has not been told; fees included.</summary>
    public Money Untold(ToldAccount told)
    {
        _unfinished.RemoveAll(e => e.Sequence == 0 && !MayBecomeAnOrder(e));
        Money sum = Money.Zero;
        foreach (Entry entry in _unfinished)
        {
            if (entry.Sequence == 0)
                sum += entry.Funds + entry.Funds.FeeDown(Scenario.Limits.Fee);
            else if (told.SequenceOf(entry.Symbol) < entry.Sequence)
                sum += watch.Of(entry.Symbol).ExposureOf(entry.OrderId);
        }
        return sum;
    }

    // A process that has lost the symbol can journal no order of it.
    private bool MayBecomeAnOrder(Entry entry) =>
        world.Clock.Now - entry.Since <= LifeOf(entry) + LargestJump && world.Store.IsOwner(PositionActor.EntityOf(entry.Symbol), entry.Process);

    private static TimeSpan LifeOf(Entry entry) => entry.AllowedAt == Timestamp.None ? AskLife : PermissionLife;

    private void GiveBack(Entry entry)
    {
        entry.IsGivenBack = true;
        if (entry.Sequence == 0)
            _unfinished.Remove(entry);
    }
}
