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

    /// <summary>The end of the bar in which the last position was sold; none begins in the same bar.</summary>
    public Timestamp SoldIn { get; init; }

    public TurtleUnits Ask(int unit, double n) => this with { Asked = unit, AskedN = n };

    /// <summary>A unit may fill in several parts: the first counts it, the last gives its price.</summary>
    public TurtleUnits Bought(Price price) => Asked == 0
        ? this with { Last = price }
        : this with { Count = Asked, N = Asked == 1 ? AskedN : N, Last = price, Asked = 0 };

    public static TurtleUnits Sold(Timestamp bar) => default(TurtleUnits) with { SoldIn = bar };

    /// <summary>A position of which nothing is remembered takes no more units and is guarded as if all had been bought at its cost.</summary>
    public static TurtleUnits Unknown(int most, Price cost, double n) => new(most, cost, n);

    public void Save(StateWriter state)
    {
        state.Write("units", Count);
        state.Write("last", Last);
        state.Write("n", N);
        state.Write("asked", Asked);
        state.Write("askedN", AskedN);
        state.Write("soldIn", SoldIn);
    }

    public static TurtleUnits Load(StateReader state) => new(state.ReadInt("units"), state.ReadPrice("last"), state.ReadDouble("n"))
    {
        Asked = state.ReadInt("asked"),
        AskedN = state.ReadDouble("askedN"),
        SoldIn = state.ReadTimestamp("soldIn"),
    };
}
