using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What the portfolio holds back for entries that it granted.</summary>
internal sealed class Reservations
{
    // Long after an order could still use it, however late the symbol's word of it comes.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Reservation> _byId = new(StringComparer.Ordinal);

    public int Count => _byId.Count;

    /// <summary>Funds and fees together.</summary>
    public Money Cost { get; private set; }

    /// <summary>What was answered under that id already, so that a repeated question gets the same answer.</summary>
    public ExposureReserved? AnswerOf(string id) => _byId.TryGetValue(id, out Reservation reservation) ? reservation.Answer : null;

    /// <summary>What is held back for a symbol, fees included; zero for nothing.</summary>
    public Money CostOf(Symbol symbol)
    {
        Money cost = Money.Zero;
        foreach (Reservation reservation in _byId.Values)
        {
            if (reservation.Symbol == symbol)
                cost += reservation.Cost;
        }
        return cost;
    }

    /// <summary>True where something is held back on the symbol for another strategy.</summary>
    public bool HasOther(Symbol symbol, string strategy)
    {
        foreach (Reservation reservation in _byId.Values)
        {
            if (reservation.Symbol == symbol && reservation.Strategy != strategy)
                return true;
        }
        return false;
    }

    public void Add(ExposureReserved answer, Symbol symbol, string strategy, Money fee, Timestamp now)
    {
        Release(answer.ReservationId);
        _byId[answer.ReservationId] = new Reservation(symbol, strategy, answer, answer.Funds + fee, now);
        Cost += answer.Funds + fee;
    }

    public void Release(string id)
    {
        if (_byId.Remove(id, out Reservation reservation))
            Cost -= reservation.Cost;
    }

    /// <summary>
    /// A symbol has spoken: what its totals take the place of ends, and so does what no order took up in time. Only the symbol's own word ends
    /// a reservation: while nothing is heard of it, an order may have taken it up.
    /// </summary>
    public void Settle(Symbol symbol, string settled, Timestamp now)
    {
        Release(settled);
        if (_byId.Count == 0)
            return;
        foreach ((string id, Reservation reservation) in _byId)
        {
            if (reservation.Symbol == symbol && now - reservation.At > Life)
                Release(id);
        }
    }

    private readonly record struct Reservation(Symbol Symbol, string Strategy, ExposureReserved Answer, Money Cost, Timestamp At);
}
