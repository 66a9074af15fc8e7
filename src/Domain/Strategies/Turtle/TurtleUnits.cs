using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>The units of the position, and the one that was asked for last. What is known of a position that has ended stays until the next one's first fill.</summary>
/// <param name="Count">Units bought.</param>
/// <param name="Last">The newest fill of the last unit.</param>
/// <param name="N">The average true range when the first unit was asked for; it holds for the whole position.</param>
internal readonly record struct TurtleUnits(int Count, Price Last, double N)
{
    /// <summary>The unit that was asked for and that no fill has answered; 0 for none.</summary>
    public int Asked { get; init; }

    public double AskedN { get; init; }

    /// <summary>The newest unit that was asked for, and the end of the bar in which it was: each is asked for once a bar.</summary>
    public int Tried { get; init; }

    public Timestamp TriedBar { get; init; }

    public bool MayAsk(int unit, Timestamp bar) => Tried != unit || TriedBar != bar;

    public TurtleUnits Ask(int unit, double n, Timestamp bar) => this with { Asked = unit, AskedN = n, Tried = unit, TriedBar = bar };

    /// <summary>A unit may fill in several parts: the first counts it, the last gives its price.</summary>
    public TurtleUnits Bought(Price price) => Asked == 0
        ? this with { Last = price }
        : this with { Count = Asked, N = Asked == 1 ? AskedN : N, Last = price, Asked = 0 };

    /// <summary>All is sold: no other position begins in the bar.</summary>
    public TurtleUnits Sold() => default(TurtleUnits) with { Tried = 1, TriedBar = TriedBar };

    /// <summary>A position of which nothing is remembered takes no more units and is guarded as if all had been bought at its cost.</summary>
    public static TurtleUnits Unknown(int most, Price cost, double n) => new(most, cost, n);

    public void Save(StateWriter state)
    {
        state.Write("units", Count);
        state.Write("last", Last);
        state.Write("n", N);
        state.Write("asked", Asked);
        state.Write("askedN", AskedN);
        state.Write("tried", Tried);
        state.Write("triedBar", TriedBar);
    }

    public static TurtleUnits Load(StateReader state) => new(state.ReadInt("units"), state.ReadPrice("last"), state.ReadDouble("n"))
    {
        Asked = state.ReadInt("asked"),
        AskedN = state.ReadDouble("askedN"),
        Tried = state.ReadInt("tried"),
        TriedBar = state.ReadTimestamp("triedBar"),
    };
}
