namespace CoinPilot.Values;

/// <summary>
/// A price in quote currency for one whole unit of base, exact to 1e-8, from 0 to 9.2e10.
/// <c>default</c> is <see cref="None"/>: no price, never a price of zero.
/// </summary>
public readonly record struct Price(long Units) : IComparable<Price>
{
    /// <summary>No price known.</summary>
    public static Price None => default;

    /// <summary>False for <see cref="None"/>.</summary>
    public bool IsSet => Units > 0;

    /// <summary>Throws when negative, finer than 1e-8 or beyond the range.</summary>
    public static Price Of(decimal value)
    {
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value), value, "a price is never negative");
        return new Price(checked((long)Fixed.FromDecimal(value)));
    }

    /// <summary>The exact value.</summary>
    public decimal ToDecimal() => Fixed.ToDecimal(Units);

    /// <summary>The value as a double, exact to 15 digits, for indicators.</summary>
    public double ToDouble() => Units / (double)Fixed.One;

    /// <summary>Reads plain or exponent notation; false when not a positive price.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Price price)
    {
        bool ok = Fixed.TryParse(utf8, out Int128 units) && units > 0 && units <= long.MaxValue;
        price = ok ? new Price((long)units) : None;
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Price)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Price price)
    {
        bool ok = Fixed.TryParse(text, out Int128 units) && units > 0 && units <= long.MaxValue;
        price = ok ? new Price((long)units) : None;
        return ok;
    }

    public int CompareTo(Price other) => Units.CompareTo(other.Units);
    public static bool operator <(Price a, Price b) => a.Units < b.Units;
    public static bool operator >(Price a, Price b) => a.Units > b.Units;
    public static bool operator <=(Price a, Price b) => a.Units <= b.Units;
    public static bool operator >=(Price a, Price b) => a.Units >= b.Units;
    public static Price Min(Price a, Price b) => a.Units <= b.Units ? a : b;
    public static Price Max(Price a, Price b) => a.Units >= b.Units ? a : b;

    public override string ToString() => Fixed.Format(Units);
}
