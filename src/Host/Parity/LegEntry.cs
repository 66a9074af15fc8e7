using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>What a strategy did on a symbol, in a list of its own: its orders, or what risk denied it.</summary>
internal readonly record struct LegLine(Symbol Symbol, string Strategy, string What) : IComparable<LegLine>
{
    public int CompareTo(LegLine other)
    {
        int bySymbol = Symbol.CompareTo(other.Symbol);
        int byStrategy = string.CompareOrdinal(Strategy, other.Strategy);
        return bySymbol != 0 ? bySymbol : byStrategy != 0 ? byStrategy : string.CompareOrdinal(What, other.What);
    }

    public override string ToString() => $"{Symbol} {Strategy} {What}";
}

/// <summary>One comparable thing that a leg did. <paramref name="Text"/> holds all that must be the same, to the letter.</summary>
/// <param name="At">When it was decided, or became known.</param>
internal sealed record LegEntry(Timestamp At, string Text);
