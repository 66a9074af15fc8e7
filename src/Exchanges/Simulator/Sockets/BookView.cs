using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>How a connection wants an order book: so many levels, grouped or not.</summary>
internal readonly record struct BookView(int Depth, Price Level)
{
    private const int Full = 30;

    /// <summary>A code may name its depth, <c>KRW-BTC.15</c>; the venue takes 1, 5, 15 and 30, and 30 for anything else.</summary>
    public static (string Code, BookView View) Parse(string code, Price level)
    {
        int dot = code.IndexOf('.');
        if (dot < 0)
            return (code, new BookView(Full, level));
        int depth = code[(dot + 1)..] switch { "1" => 1, "5" => 5, "15" => 15, _ => Full };
        return (code[..dot], new BookView(depth, level));
    }
}
