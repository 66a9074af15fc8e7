namespace CoinPilot.Values;

/// <summary>An amount of base currency, exact to 1e-8, to 1e13 and far beyond. Never negative. <c>default</c> is zero.</summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    private Quantity(Int128 units) => Units = units;

    /// <summary>Whole units of 1e-8.</summary>
    public Int128 Units { get; }

    public static Quantity Zero => default;

    public bool IsZero => Units == 0;

    /// <summary>Throws when negative.</summary>
    public static Quantity FromUnits(Int128 units) => units >= 0
        ? new Quantity(units)
        : throw new ArgumentOutOfRangeException(nameof(units), Fixed.Format(units), "a quantity is never negative");

    /// <summary>Throws when negative or finer than 1e-8.</summary>
    public static Quantity Of(decimal value) => FromUnits(Fixed.FromDecimal(value));

    public decimal ToDecimal() => Fixed.ToDecimal(Units);

    /// <summary>The value as a double, exact to 15 digits, for indicators.</summary>
    public double ToDouble() => Fixed.ToDouble(Units);

    /// <summary>Reads plain or exponent notation; false when negative or finer than 1e-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Quantity quantity)
    {
        bool ok = Fixed.TryParse(utf8, out Int128 units) && units >= 0;
        quantity = ok ? new Quantity(units) : Zero;
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Quantity)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        bool ok = Fixed.TryParse(text, out Int128 units) && units >= 0;
        quantity = ok ? new Quantity(units) : Zero;
        return ok;
    }

    /// <summary>Throws <see cref="OverflowException"/> past the range.</summary>
    public static Quantity operator +(Quantity a, Quantity b) => new(checked(a.Units + b.Units));

    /// <summary>Throws when the result would be negative.</summary>
    public static Quantity operator -(Quantity a, Quantity b) => FromUnits(checked(a.Units - b.Units));

    public int CompareTo(Quantity other) => Units.CompareTo(other.Units);
    public static bool operator <(Quantity a, Quantity b) => a.Units < b.Units;
    public static bool operator >(Quantity a, Quantity b) => a.Units > b.Units;
    public static bool operator <=(Quantity a, Quantity b) => a.Units <= b.Units;
    public static bool operator >=(Quantity a, Quantity b) => a.Units >= b.Units;
    public static Quantity Min(Quantity a, Quantity b) => a <= b ? a : b;

    public override string ToString() => Fixed.Format(Units);
}
