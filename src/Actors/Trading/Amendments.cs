using CoinPilot.Actors.Contract;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Amendments that make a buy dearer: what it would spend more is asked of the portfolio first. What waits here is not journaled; a strategy that
/// hears nothing asks again.
/// </summary>
internal sealed class Amendments(Symbol symbol, ActorRef portfolio)
{
    private readonly Dictionary<string, (AmendOrder Amend, Timestamp At)> _asked = new(StringComparer.Ordinal);

    /// <summary>Asks for room; the newest amendment of an order is the one that counts.</summary>
    public void Ask(AmendOrder amend, PositionBook book, IActorContext context)
    {
        Drop(amend, context);
        Order old = book.FindTagged(amend.Strategy, amend.Tag) ?? throw new InvalidOperationException($"{amend} of no order");
        string id = context.NewId();
        _asked[id] = (amend, context.Now);
        context.Send(portfolio, new ReserveExposure(id, symbol)
        {
            Strategy = amend.Strategy,
            LastPrice = amend.Price,
            Funds = PositionDecider.ExtraFunds(old, amend.Price),
            Whole = Money.NotionalDown(amend.Price, old.Rest),
        });
    }

    /// <summary>The amendment that the portfolio made room for; null for another's reservation, and for one that came too late.</summary>
    public AmendOrder? Take(ExposureReserved reserved, Timestamp now) =>
        _asked.Remove(reserved.ReservationId, out (AmendOrder Amend, Timestamp At) asked) && now - asked.At <= OrderFollowUp.PermissionLife
            ? asked.Amend with { Extra = reserved.Funds, Permission = new RiskPermission(RiskScope.Addition, reserved.LimitsVersion, reserved.Figures) }
            : null;

    /// <summary>The amendment that the portfolio denied; null for another's reservation.</summary>
    public AmendOrder? Take(ExposureDenied denied) => _asked.Remove(denied.ReservationId, out (AmendOrder Amend, Timestamp At) asked) ? asked.Amend : null;

    private void Drop(AmendOrder amend, IActorContext context)
    {
        foreach (string id in _asked.Where(a => a.Value.Amend.Strategy == amend.Strategy && a.Value.Amend.Tag == amend.Tag).Select(a => a.Key).ToArray())
        {
            _asked.Remove(id);
            context.Send(portfolio, new ReleaseExposure(id));
        }
    }
}
