using System.Diagnostics.CodeAnalysis;

namespace CoinPilot.Values;

/// <summary>A market as the venue writes it, quote first: <c>KRW-BTC</c>. <c>default</c> has no code and is never valid.</summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    private Symbol(string code) => Code = code;

    /// <summary>The venue's code.</summary>
    public string Code { get => field ?? ""; }

    /// <summary>What prices are counted in: <c>KRW</c>.</summary>
    public string Quote => Code[..Code.IndexOf('-')];

    /// <summary>What is traded: <c>BTC</c>.</summary>
    public string Base => Code[(Code.IndexOf('-') + 1)..];

    /// <summary>Throws <see cref="FormatException"/> for anything but <c>QUOTE-BASE</c> in capitals and digits.</summary>
    public static Symbol Parse(string code) =>
        TryParse(code, out Symbol symbol) ? symbol : throw new FormatException($"'{code}' is not a market code like KRW-BTC");

    public static bool TryParse([NotNullWhen(true)] string? code, out Symbol symbol)
    {
        symbol = default;
        if (code is null || code.Length > 24)
            return false;
        int dash = code.IndexOf('-');
        if (dash <= 0 || dash == code.Length - 1 || code.IndexOf('-', dash + 1) >= 0)
            return false;
        foreach (char c in code)
        {
            if (c != '-' && !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
                return false;
        }
        symbol = new Symbol(code);
        return true;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(Code, other.Code);
    public static bool operator <(Symbol a, Symbol b) => a.CompareTo(b) < 0;
    public static bool operator >(Symbol a, Symbol b) => a.CompareTo(b) > 0;
    public static bool operator <=(Symbol a, Symbol b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Symbol a, Symbol b) => a.CompareTo(b) >= 0;

    public override string ToString() => Code;
}
